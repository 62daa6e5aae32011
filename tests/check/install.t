#!/usr/bin/perl
# What install makes, uninstall removes.
use strict;
use warnings;
use File::Temp qw(tempdir);
use Test::More;

chdir $ENV{NETGREP_ROOT} or die;
my $dir = tempdir('install.XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $prefix = "$dir/opt/netgrep";
my $man = "$prefix/share/man";

# make has no names with spaces, but may itself be below one
my $build = $ENV{BUILD} =~ s{^\Q$ENV{NETGREP_ROOT}\E/}{}r;

# -o all: with what is built, however it was built
sub make {
	my ($target) = @_;

	my $said = `make -s -o all $target BUILD='$build' \\
	    DESTDIR='$dir' PREFIX=/opt/netgrep 2>&1`;
	ok($? == 0, "make $target") or diag($said);
}

make('install');
ok(-x "$prefix/bin/netgrep", 'the program is installed');
is(readlink "$prefix/bin/git-netgrep", 'netgrep',
    'git finds it as a command of its own');
for my $page (glob 'man/*.[1-9]') {
	my ($name, $section) = $page =~ m{/(.*\.([1-9]))$};
	ok(-f "$man/man$section/$name", "$name is installed");
}
ok(-f "$man/man1/git-netgrep.1", 'so that git netgrep --help finds a page');
ok(-s "$prefix/share/$_", "$_ is installed")
    for 'bash-completion/completions/netgrep',
    'bash-completion/completions/git-netgrep', 'zsh/site-functions/_netgrep',
    'zsh/site-functions/_git-netgrep',
    'fish/vendor_completions.d/netgrep.fish', 'fish/vendor_conf.d/netgrep.fish';
make('uninstall');
is(`find '$dir' ! -type d`, '', 'nothing is left behind');
done_testing();
