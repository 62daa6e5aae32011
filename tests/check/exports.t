#!/usr/bin/perl
# foo.c exports only foo_*, and nothing that can be written to.
use strict;
use warnings;
use File::Glob qw(:bsd_glob);
use Test::More;

# Headers that have more than one type in them.
my %more = (
	(map { ("src/cmd/$_" => qr/^cmd_$_$/) } qw(add check choose commit
	    complete done drop export help import init keep log patterns query
	    report set snooze watch)),
	(map { ("src/cmd/$_" => qr/^(?:import|importing)_/) } qw(importing-entries
	    importing-facts importing-held importing-keys importing-match
	    importing-note importing-read importing-tell)),
	'src/cmd/target' => qr/^targets_/,
	'src/base/mem' => qr/^arena_/,
	'src/base/day' => qr/^(?:span|cadence|when)_/,
	'src/git/start' => qr/^(?:mbedtls_x509_crt_parse_file|libssh2_init)$/,
	(map { ("src/note/contentline-$_" => qr/^contentline_/) } qw(value
	    write)),
	'src/note/contentline' => qr/^contentlines_/,
	'src/note/keys' => qr/^key_/,
	'src/note/read' => qr/^reader_/,
	'src/note/record' => qr/^source_/,
	'src/report/report' => qr/^(?:query|cell)_/,
	'src/out/safe' => qr/^out_(?:safe|path)$/,
);

my $build = $ENV{BUILD};
my @objects = sort glob("$build/src/*/*.o");
plan skip_all => 'nothing is built' if !@objects;
# a file that is gone leaves its object behind
@objects = grep {
	-e "$ENV{NETGREP_ROOT}/" . s{^\Q$build\E/}{}r =~ s/o$/c/r
} @objects;

for my $object (@objects) {
	my ($path) = $object =~ m{^\Q$build\E/(.*)\.o$};
	my $stem = ($path =~ s{.*/}{}r) =~ tr/-/_/r;
	my @wrong;

	for (`objdump -t '$object'`) {
		# value, flags (g: exported, O: data), section, size, name
		next if !/^[0-9a-f]+ (.{7}) (\S+)\s+[0-9a-f]+\s+(.*)$/;
		my ($flags, $section, $name) = ($1, $2, $3);
		$name =~ s/^\.hidden //;
		next if $section eq '*UND*' || $name =~ /^(?:__|\.)|asan/;
		push @wrong, "$name can be written to"
		    if $flags =~ /O/ && $section =~ /^\.t?(?:data|bss)$|COM/;
		next if $flags !~ /^[gu]/;
		next if $name =~ /^\Q$stem\E(?:_|$)/;
		next if $more{$path} && $name =~ $more{$path};
		push @wrong, "exports $name";
	}
	ok(!@wrong, $path) or diag(join "\n", @wrong);
}
done_testing();
