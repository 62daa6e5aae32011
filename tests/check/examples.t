#!/usr/bin/perl
# What the documentation shows is what happens: the commands of the README
# (blocks marked console) and of the manual pages (.Bd -literal), each block in
# a fresh copy of examples/notes, on 2026-11-23. A block is commands after
# "$ " (continued after "> "), each with its output; a line of "..." stands
# for any lines. "<!-- not run -->" or '.\" not run' on the line before it, and
# commands that install things, are left alone.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

my $root = $ENV{NETGREP_ROOT};
chdir $root or die;

# Returns the blocks of a file: [line, text].
sub blocks {
	my ($file) = @_;
	my ($begin, $end, $skip) = $file =~ /\.md$/ ?
	    (qr/^```console\s*$/, qr/^```\s*$/, qr/^<!-- not run -->/) :
	    (qr/^\.Bd -literal/, qr/^\.Ed/, qr/^\.\\" not run/);
	my ($block, $before, @blocks) = (undef, '');

	open my $in, '<', $file or die "$file: $!\n";
	while (<$in>) {
		if (!$block && $_ =~ $begin) {
			$block = [$., ''];
			$block->[2] = 1 if $before =~ $skip;
		} elsif ($block && $_ =~ $end) {
			push @blocks, $block
			    if !$block->[2] && $block->[1] =~ /^\$ /m;
			undef $block;
		} elsif ($block) {
			$block->[1] .= $file =~ /\.md$/ ? $_ : unroff($_);
		}
		$before = $_ if /\S/;
	}
	return @blocks;
}

sub unroff {
	my ($line) = @_;
	my %means = ('\\e' => '\\', '\\(rs' => '\\', '\\-' => '-',
	    '\\&' => '', '\\(aq' => "'", '\\(dq' => '"', '\\(ti' => '~',
	    '\\(ha' => '^', '\\(ga' => '`');

	return $line =~ s/(\\(?:\(..|.))/$means{$1} \/\/ $1/ger;
}

# Commands with what they print: [command, output].
sub steps {
	my ($text) = @_;
	my @steps;

	for (split /^/, $text) {
		if (/^\$ (.*)/s) {
			push @steps, [$1, ''];
		} elsif (@steps && /^> (.*)/s && $steps[-1][1] eq '') {
			$steps[-1][0] .= $1;
		} elsif (@steps) {
			$steps[-1][1] .= $_;
		}
	}
	return grep { $_->[0] !~ /^(?:make|sudo|git clone)\b/ } @steps;
}

sub expected {
	my ($output) = @_;
	my $regex = join '', map {
		/^(?:\.\.\.|\x{2026}|\xe2\x80\xa6)\n$/ ? '(?:.*\n)*?' : quotemeta
	} split /^/, $output =~ s/\n+\z/\n/r;

	return qr/\A$regex\z/;
}

# Runs all commands of a block in one shell, as a reader would.
sub outputs {
	my ($dir, @steps) = @_;
	my $script = "exec 2>&1 </dev/null\n" .
	    join "printf '\\036'\n", map { $_->[0] } @steps;

	open my $out, '>', "$dir/script" or die;
	print $out $script;
	close $out or die;
	system('cp', '-RP', "$root/examples/notes", "$dir/notes") == 0 or die;
	system("cd '$dir/notes' && git init -q --template= -b main &&
	    git add -A && git commit -q -m Notes") == 0 or die;
	my $said = `cd '$dir/notes' && sh ../script`;
	return split /\x1e/, $said, -1;
}

my @files = grep { -e } 'README.md', sort glob('man/*.[1-9]');
my @todo = map { my $f = $_; map { [$f, @$_] } blocks($f) } @files;
plan skip_all => 'no README and manual pages yet' if !@files;
plan skip_all => 'no commands are shown yet' if !@todo;
plan skip_all => 'no examples/notes yet' if !-d 'examples/notes';

$ENV{NETGREP_TODAY} = '2026-11-23';
for (@todo) {
	my ($file, $line, $text) = @$_;
	my @steps = steps($text) or next;
	my $dir = tempdir('examples.XXXXXX', TMPDIR => 1, CLEANUP => 1);
	my @got = outputs($dir, @steps);

	for my $i (0 .. $#steps) {
		my ($command, $output) = @{ $steps[$i] };
		my $got = $got[$i] // '';

		chomp $command;
		ok($got =~ expected($output), "$file:$line: $command")
		    or diag("shown:\n$output\nprinted:\n$got");
	}
}
ok(1, 'no command is shown that could be run') if !Test::More->builder->current_test;
done_testing();
