#!/usr/bin/perl
# Holds the layers of ARCHITECTURE: what a file may include.
use strict;
use warnings;
use Test::More;

# A layer includes itself and these.
my %below = (
	base => [],
	git => [qw(base)],
	note => [qw(base)],
	book => [qw(base git note)],
	report => [qw(base note book)],
	out => [qw(base)],
	cmd => [qw(base git note book report out)],
	main => [qw(base cmd out)],
);

# Single headers beyond that: what reports give and outputs take, and the
# syntax that cards and calendars are read and written in.
my %also = (out => ["report/rows.h", "report/export.h",
    "note/contentline.h"]);

# The one room of each foreign header.
my %room = (
	'git2.h' => qr{^src/git/},
	'pcre2.h' => qr{^src/note/pattern\.c$},
	'csv.h' => qr{^src/note/csv\.c$},
	'yaml.h' => qr{^src/note/yaml\.c$},
	'utf8proc.h' => qr{^src/base/unicode\.c$},
	'jansson.h' => qr{^src/(?:out/json|note/jsonl)\.c$},
	'zlib.h' => qr{^src/git/loose\.c$},
	'pthread.h' => qr{^src/base/},
);

chdir $ENV{NETGREP_ROOT} or die;
my @files = sort(glob('src/*.c'), glob('src/*/*.[ch]'));
plan skip_all => 'no sources yet' if !@files;

for my $file (@files) {
	my ($layer) = $file =~ m{^src/(?:(\w+)/)?};
	my ($stem) = $file =~ m{([^/]+)\.[ch]$};
	my (@wrong, @includes);

	$layer //= 'main';
	open my $in, '<', $file or die "$file: $!\n";
	while (<$in>) {
		next if !/^\s*#\s*include\s*([<"])([^>"]+)/;
		my ($quote, $name) = ($1, $2);
		push @includes, $name;
		if ($quote eq '<') {
			my $room = $room{ $name =~ s{^git2/.*}{git2.h}r };
			push @wrong, "$file:$.: <$name> has another room"
			    if $room && $file !~ $room;
			next;
		}
		my ($other) = $name =~ m{^(\w+)/[\w-]+\.h$};
		if (!defined $other) {
			push @wrong, "$file:$.: \"$name\" is not LAYER/NAME.h";
		} elsif (!grep { $_ eq $other || $_ eq $name }
		    $layer, @{ $below{$layer} }, @{ $also{$layer} // [] }) {
			push @wrong, "$file:$.: $layer must not know $other";
		}
	}
	close $in;
	push @wrong, "$file: does not begin with its own header"
	    if $file =~ /\.c$/ && -e "src/$layer/$stem.h" &&
	    ($includes[0] // '') ne "$layer/$stem.h";
	push @wrong, "$file: the layer $layer is not known here"
	    if !$below{$layer};
	ok(!@wrong, $file) or diag(join "\n", @wrong);
}
done_testing();
