#!/usr/bin/perl
# The bounds of ARCHITECTURE's style that can be counted.
use strict;
use warnings;
use Test::More;

my $FILE = 500;
my $FUNCTION = 60;
my $COLUMNS = 80;

# Calls that bound nothing, hide failure, or have state of their own; and mmap,
# since a file that shrinks would end the program.
my $banned = join '|', qw(
	gets strcpy strcat strncpy strncat sprintf vsprintf stpcpy
	strtok atoi atol atoll atof alloca setlocale gmtime localtime asctime
	ctime rand tmpnam mktemp system mmap
);

# Columns of a line: tabs go to the next eighth, bytes are UTF-8.
sub columns {
	my ($line) = @_;

	1 while $line =~ s/^([^\t]*)\t/$1 . ' ' x (8 - length($1) % 8)/e;
	return length $line;
}

# Comments and literals are no code; the lines stay.
sub code_of {
	my ($text) = @_;

	$text =~ s{(/\*.*?\*/)|//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'}
	    {defined $1 ? "\n" x ($1 =~ tr/\n//) : '""'}gse;
	return $text;
}

chdir $ENV{NETGREP_ROOT} or die;
my @files = sort glob('src/*.[ch] src/*/*.[ch] tests/*.[ch] tests/*/*.[ch]');
plan skip_all => 'no sources yet' if !@files;

for my $file (@files) {
	open my $in, '<:encoding(UTF-8)', $file or die "$file: $!\n";
	my $text = do { local $/; <$in> };
	my @lines = split /\n/, $text;
	my @code = split /\n/, code_of($text), -1;
	# a test may be one long table, and set the locale to show it is not used
	my $strict = $file =~ m{^src/};
	my ($start, @wrong);

	push @wrong, "$file: " . @lines . " lines" if $strict && @lines > $FILE;
	for my $i (0 .. $#lines) {
		my $at = "$file:" . ($i + 1);
		push @wrong, "$at: blanks at the end" if $lines[$i] =~ /[ \t]$/;
		push @wrong, "$at: not done"
		    if $lines[$i] =~ m{^\s*(?:/?\*|//)\s*(?:TODO|FIXME|XXX)\b};
		next if !$strict;
		push @wrong, "$at: over $COLUMNS columns"
		    if columns($lines[$i]) > $COLUMNS;
		push @wrong, "$at: $1 is banned"
		    if $code[$i] =~ /(?<![\w.>])($banned)\s*\(/;
		$start = $i if $code[$i] eq '{';
		next if $code[$i] ne '}' || !defined $start;
		my $length = $i - $start + 1;
		push @wrong, "$at: a function of $length lines"
		    if $length > $FUNCTION;
		undef $start;
	}
	ok(!@wrong, $file) or diag(join "\n", @wrong);
}
done_testing();
