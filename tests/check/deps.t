#!/usr/bin/perl
# Only "make deps" installs, only what is missing, and only what the targets
# beside it need. The package managers here are scripts that say what they were
# asked for.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

chdir $ENV{NETGREP_ROOT} or die;
my $dir = tempdir('deps.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $real = $ENV{PATH};
my $status;

# A machine whose user is not root, with these scripts: name => text.
sub machine {
	my %scripts = (id => 'echo 1000', @_);
	my $bin = tempdir('bin.XXXXXX', DIR => $dir);

	for my $tool (qw(sh make env awk sed tr cat cmp mkdir rm touch)) {
		my ($found) = grep { -x } map { "$_/$tool" } split /:/, $real;
		symlink $found, "$bin/$tool" or die "$tool: $!\n" if $found;
	}
	for my $name (keys %scripts) {
		open my $out, '>', "$bin/$name" or die;
		print $out "#!/bin/sh\n$scripts{$name}\n";
		close $out or die;
		chmod 0755, "$bin/$name" or die;
	}
	return $bin;
}

sub make {
	my ($path, $goals) = @_;
	my $said = `PATH='$path' make -s $goals BUILD='$dir/build' 2>&1`;

	$status = $? >> 8;
	return $said;
}

my @sudo = (sudo => 'exec "$@"');
my @apt = ('apt-get' => 'echo "asked: $*"');
my $apt = machine(@sudo, @apt);

my $said = make($apt, 'all');
is($status, 2, 'make fails on a machine without the libraries');
like($said, qr/missing: cc pkg-config libgit2>=1.5 .* libcsv$/m, 'it names them');
like($said, qr/libgit2-dev .*libcsv-dev/, 'and their packages');
like($said, qr/^to install them: make deps$/m, 'and what installs them');
unlike($said, qr/asked:/, 'but installs nothing');

$said = make($apt, 'deps');
is($status, 0, 'make deps');
like($said, qr/^sudo env .* apt-get install .*libgit2-dev/m,
    'says what it runs');
like($said, qr/asked: install .*gcc .*libcsv-dev .*libcmocka-dev/,
    'installs what is missing');
unlike($said, qr/clang|shellcheck/, 'and not what only lint needs');

for my $order ('deps lint', '-j2 lint deps') {
	$said = make($apt, $order);
	like($said, qr/asked: install .*clang-tidy .*shellcheck/,
	    "make $order installs what lint needs");
	like($said, qr/asked: install .*\n(?:.*\n)*missing:/,
	    'before it is asked for');
}

$said = make(machine(@apt), 'deps');
like($said, qr/^env .* apt-get install .*\n.*for root to do/m,
    'without sudo it is said what root should run');
isnt($status, 0, 'which is an error');

$said = make(machine(@sudo, pacman => 'echo "asked: $*"'), 'deps');
like($said, qr/asked: -S .*libgit2/, 'what has a package is installed');
like($said, qr/no package of pacman has libcsv/, 'what has none is named');
isnt($status, 0, 'which is an error');

is(make($real, 'deps'), '', 'nothing is said when nothing is missing');
is($status, 0, 'nor done');
done_testing();
