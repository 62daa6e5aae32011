#!/usr/bin/perl
# Every code that check can list is in netgrep-check(1) and in what some case
# prints; and the page has no other.
use strict;
use warnings;
use File::Glob qw(:bsd_glob);
use Test::More;

# What these find stops the command: a message, which check has no row for.
my $stops = qr{/(?:choice|commit[\w-]*|durable|ask|item|lock|notes|program|repo
	|repo-config|stage|start|versions|who|draft|keyedit|keyjob|marker|naming
	|changes|units
	|notes-changed|template|target|add|jsonl|calendar|muttalias
	|history)\.c$}x;
# A revision that can't be had stops it, too; a file in it that can't, doesn't.
my %stops = (revision => 1, 'no-section' => 1);

# Functions that pass a code on, and what they are called with.
my $tells = qr/\b(?:diag_(?:note|warn|error|add)|read_warn)/;
my %passes = ('src/note/csv.c' => 'fail', 'src/note/follow.c' => 'warn',
	'src/note/vcard.c' => 'tell_more');

chdir $ENV{NETGREP_ROOT} or die;

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return scalar <$in>;
}

# The first literal in the arguments of each call; '' where there is none.
sub literals {
	my ($text, $name) = @_;

	return map { /^"([\w-]+)"$/ ? $1 : '' }
	    $text =~ /$name\((?:(?:[^(),;"]|\((?:[^()]|\([^()]*\))*\))+,\s*)*?
	    ((?:"[^"]*"|\bcode\b))/gx;
}

my %source;
for my $path (grep { !/$stops/ } sort glob('src/*/*.c')) {
	my $text = slurp($path);

	for my $code (literals($text, $tells)) {
		ok($passes{$path}, "$path names the codes that it passes on")
		    if $code eq '';
		$source{$code} = $path if $code ne '' && !$stops{$code};
	}
	next if !$passes{$path};
	$source{$_} = $path for grep { $_ ne '' } literals($text, "\\b$passes{$path}");
}
cmp_ok(scalar(keys %source), '>', 20, 'the sources have codes');

my ($codes) = slurp('man/netgrep-check.1') =~ /^\.Sh CODES\n(.*?)^\.Sh/ms;
my %page = map { $_ => 1 } map { split / , / } $codes =~ /^\.It Cm (.*)$/mg;
is(join(' ', sort keys %source), join(' ', sort keys %page),
    'netgrep-check(1) has the codes of the sources');

my $printed = join '', map { slurp($_) } glob('tests/cases/*/*/out');
for my $code (sort keys %source) {
	like($printed, qr/^(?:error|warning|note)\t\Q$code\E\t/m,
	    "a case shows $code ($source{$code})");
}
done_testing();
