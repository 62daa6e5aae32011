#!/usr/bin/perl
# Each header compiles alone, and twice in one file.
use strict;
use warnings;
use Test::More;

chdir $ENV{NETGREP_ROOT} or die;
my @headers = sort glob('src/*/*.h');
plan skip_all => 'no headers yet' if !@headers;

for my $header (@headers) {
	my $name = $header =~ s{^src/}{}r;
	my $said = `printf '#include "$name"\\n#include "$name"\\n' |
	    $ENV{CC} -std=c17 -D_GNU_SOURCE -Isrc -Wall -Wextra -Wpedantic \\
	    -Werror -fsyntax-only -x c - 2>&1`;
	ok($? == 0, $header) or diag($said);
}
done_testing();
