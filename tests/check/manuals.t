#!/usr/bin/perl
# Every page passes the linter, every command has a page, what -h says is the
# page's SYNOPSIS, and every option, column, setting, kind of pattern, variable
# and key of notes that there is is named.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

chdir $ENV{NETGREP_ROOT} or die;
my @pages = sort glob('man/*.[1-9]');
my $mandoc = !system 'command -v mandoc >/dev/null';

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or die "$path: $!\n";
	local $/;
	return <$in>;
}

# What in the sources matches.
sub sources {
	my ($regex) = @_;
	my %found;

	for my $path (glob 'src/*/*.c') {
		$found{$_} = 1 for slurp($path) =~ /$regex/g;
	}
	return sort keys %found;
}

# Without the runs of white space, and with one name for a command.
sub normal {
	my ($text) = @_;

	$text =~ s/\bnetgrep-(?=[a-z])/netgrep /g;
	$text =~ s/\x{2026}/.../g;
	$text =~ s/\s+/ /g;
	# "[person ...]" and "[person...]" are the same to a reader
	$text =~ s/ \.\.\./.../g;
	return $text =~ s/^ | $//gr;
}

sub synopsis {
	my ($page) = @_;
	my $text = `mandoc -Tascii -Owidth=1000 '$page'`;

	$text =~ s/.\x08//g;
	my ($section) = $text =~ /^SYNOPSIS\n(.*?)^\S/ms;
	return normal($section // '');
}

# The first paragraph of what -h prints.
sub usage {
	my ($command) = @_;
	my $text = `'$ENV{NETGREP}' $command -h`;

	unlike($text, qr/.{81}/, "$command -h fits into 80 columns");
	$text =~ s/\n\n.*//s;
	$text =~ s/^(?:usage:|   or:)/ /gm;
	return normal($text);
}

SKIP: {
	skip 'mandoc is not installed', 1 if !$mandoc;
	skip 'no manual pages yet', 1 if !@pages;
	for my $page (@pages) {
		my $said = `mandoc -Tlint -W warning '$page' 2>&1`;
		ok($? == 0, "$page is clean") or diag($said);
		unlike(`mandoc -Tutf8 '$page'`, qr/- (?:.\x08)?\[\]/,
		    "no empty box in $page: \"- [ ]\" needs quotes");
	}
}

my $all = join '', map { slurp($_) } @pages;
my $shared = slurp('man/netgrep.1');

# Notes of two people, for the commands that want some.
my $notes = tempdir('manuals.XXXXXX', TMPDIR => 1, CLEANUP => 1);
mkdir "$notes/people" or die;
for my $name (qw(ana bob)) {
	open my $note, '>', "$notes/people/$name.md" or die;
	close $note or die;
}
system('git', 'init', '-q', $notes) == 0 or die;

# The options of a command that no page explains.
sub unexplained {
	my ($command) = @_;
	my $text = $shared . slurp("man/netgrep-$command.1");

	return join ' ', grep {
		my $name = s/^-//r;
		$text !~ /^\.It Fl (?:.* )?\Q$name\E(?![\w-])/m;
	} usage($command) =~ /(?<![\w-])(--?[a-z][a-z-]*)/gi;
}

my @commands = map { /^ +([a-z][a-z-]*)  +\S/ ? $1 : () } `'$ENV{NETGREP}' help`;
ok(scalar(@commands), 'netgrep help lists the commands');

for my $command (@commands) {
	my $page = "man/netgrep-$command.1";
	SKIP: {
		skip 'no manual pages yet', 2 if !@pages;
		ok(-e $page, "$command has a page") or skip $page, 1;
		skip 'mandoc is not installed', 1 if !$mandoc;
		is(usage($command), synopsis($page),
		    "$command -h is the SYNOPSIS of $page");
		is(unexplained($command), '', "$page has its options");

		my ($columns) = slurp($page) =~ /^\.Sh COLUMNS\n\.Cm (.*) \.$/m;
		next if !$columns;
		my $operand = $command eq 'path' ? 'ana bob' :
		    $command =~ /^(?:find|show|history|via)$/ ? 'ana' : '';
		my $header = `'$ENV{NETGREP}' -C '$notes' $command $operand \\
		    --tsv --header`;
		is($columns, $header =~ s/\n.*//sr =~ s/\t/ /gr, "$page has its columns");
	}
}

my $settings = slurp('man/netgrep-config.5');
for my $key (slurp('src/cmd/config.c') =~ /^\t\{ "([a-z]+)", "/mg) {
	ok($settings =~ /^\.It Cm netgrep\.\Q$key\E$/im,
	    "netgrep.$key is in netgrep-config(5)");
}
my ($section) = slurp('man/netgrep-patterns.5') =~ /^\.Sh KINDS\n(.*?)^\.Sh /ms;
my $kinds = join ' ', $section =~ /^\.It Cm (\w+)/mg;
is($kinds, join(' ', `'$ENV{NETGREP}' -C '$notes' patterns` =~ /^reset (.*)$/mg),
    'netgrep-patterns(5) has the kinds');
for my $name (sources(qr/getenv\("([A-Z_]+)"\)/)) {
	next if $name eq 'ASAN_OPTIONS'; # for builds with a sanitizer
	ok($all =~ /^\.(?:It )?Ev (?:.* )?\Q$name\E(?!\w)/m,
	    "$name is documented");
}
# A key is found without case, dashes, underscores and blanks.
my %keys = map { lc s/[-_]//gr => 1 } map { split }
    slurp('man/netgrep-notes.5') =~ /^\.(?:It )?Cm (.*)$/mg;
for my $key (slurp('src/note/keys.c') =~ /^\t\{ "([^"]+)", KEY_(?!TYPE|TITLE)/mg,
    slurp('src/note/listed.c') =~ /\{ "([^"]+)", (?:NULL|"\w+") \}/g) {
	ok($keys{ $key =~ s/_//gr }, "netgrep-notes(5) has the key $key");
}

done_testing();
