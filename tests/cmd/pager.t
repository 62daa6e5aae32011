#!/usr/bin/perl
# What goes through a pager, and which: only on a terminal, which script(1)
# makes, and never one that the notes or the repository name.
use strict;
use warnings;
use Cwd qw(getcwd);
use File::Temp qw(tempdir);
use Test::More;

plan skip_all => 'script(1) of util-linux is not there'
    if `script --version 2>&1` !~ /util-linux/;
plan skip_all => 'script(1) makes no terminal here'
    if `script -qec 'test -t 1 && echo yes' /dev/null </dev/null` !~ /yes/;

my $home = getcwd;
my $dir = tempdir(CLEANUP => 1);
my $netgrep = $ENV{NETGREP};

sub write_file {
	my ($path, $text) = @_;

	open my $out, '>', "$dir/$path" or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

# What a terminal gets. Nothing of the caller's says which pager.
sub shown {
	my ($command, %env) = @_;
	local %ENV = (%ENV, NETGREP_TODAY => '2026-11-23', TERM => 'xterm',
	    NO_COLOR => 1, PATH => "$dir/bin:$ENV{PATH}", %env);

	for my $name (qw(NETGREP_PAGER PAGER LESS LV)) {
		delete $ENV{$name} if !exists $env{$name};
	}
	open my $in, '-|', 'script', '-qec',
	    "stty cols 80 <&1; $command", '/dev/null'
	    or die "script: $!\n";
	local $/;
	my $text = <$in>;
	close $in;
	$text =~ s/\r\n/\n/g;
	return $text;
}

# A pager that says its name before each line.
sub says {
	my ($name) = @_;

	return "sed s/^/$name:/";
}

open STDIN, '<', '/dev/null' or die;
mkdir "$dir/$_" or die for qw(people bin .netgrep);
write_file('people/ana.md', "# Ana\n\n- 2026-11-01 call\n" .
    "- 2026-11-02 call\n" . "- 2026-10-01 email: long ago\n" x 5000);
write_file('people/bob.md', "# Bob\n");
# in the place of less
write_file('bin/less', "#!/bin/sh\nsed \"s/^/less \$LESS:/\"\n");
chmod 0755, "$dir/bin/less";
chdir $dir or die "$dir: $!\n";
system('git', 'init', '-q', '.') == 0 or die;
write_file('.netgrep/config', "[core]\n\tpager = sed s/^/notes:/\n");
system('git', 'config', 'core.pager', says('repository')) == 0 or die;
write_file('user', "[core]\n\tpager = " . says('user') . "\n");

my $people = "$netgrep people --format '%{person}'";
my $plain = "Ana\nBob\n";
my %user = (GIT_CONFIG_GLOBAL => "$dir/user");

is(shown($people), "less FRX:Ana\nless FRX:Bob\n", 'less, as git runs it');
is(shown($people, LESS => '-S'), "less -S:Ana\nless -S:Bob\n",
    'LESS is left alone');
is(shown($people, PAGER => says('pager')), "pager:Ana\npager:Bob\n", 'PAGER');
is(shown($people, %user), "user:Ana\nuser:Bob\n", 'core.pager of the user');
is(shown($people, %user, PAGER => says('pager')), "user:Ana\nuser:Bob\n",
    'core.pager goes before PAGER');
is(shown($people, %user, NETGREP_PAGER => says('mine')),
    "mine:Ana\nmine:Bob\n", 'NETGREP_PAGER goes before core.pager');
is(shown($people, GIT_CONFIG_COUNT => 1, GIT_CONFIG_KEY_0 => 'core.pager',
    GIT_CONFIG_VALUE_0 => says('given')), "given:Ana\ngiven:Bob\n",
    'core.pager of the environment');
is(shown($people, NETGREP_PAGER => 'sort -r | cat'), "Bob\nAna\n",
    'a shell takes it apart');

for my $none ('', 'cat') {
	is(shown($people, %user, NETGREP_PAGER => $none), $plain,
	    "\"$none\" is none");
	is(shown($people, PAGER => $none), $plain, "PAGER \"$none\" is none");
}
is(shown("$people --no-pager"), $plain, '--no-pager');
is(shown("$netgrep --no-pager people --format '%{person}'"), $plain,
    '--no-pager before the command');
is(shown($people, TERM => 'dumb'), $plain, 'no less on a dumb terminal');
is(shown($people, TERM => 'dumb', PAGER => says('pager')),
    "pager:Ana\npager:Bob\n", 'but what was named');
is(shown("$people | cat"), $plain, 'none in a pipe');
is(shown("$people >file; cat file"), $plain, 'none to a file');

# What is paged, and what it looks like
my %mine = (NETGREP_PAGER => says('mine'));
like(shown("$netgrep $_", %mine), qr/\Amine:/, "$_ is paged")
    for 'patterns', 'show ana', 'stale --all', 'people --json';
unlike(shown("$netgrep $_", %mine), qr/mine:/, "$_ is not")
    for 'help', '--version', 'people -h', 'log -n ana "call: hi"';
like(shown("$netgrep people", NETGREP_PAGER => 'cat -v', NO_COLOR => ''),
    qr/\^\[\[1mperson\^\[\[m/, 'colours are kept');
is(shown("stty cols 40 <&1; $netgrep timeline -n 2", NETGREP_PAGER => 'cat -A'),
    shown("stty cols 40 <&1; $netgrep timeline -n 2 --no-pager") =~
    s/$/\$/mgr =~ s/\$\z//r, 'the width is the terminal\'s');

# Statuses are the report's
is(shown("$netgrep timeline; echo \$?", NETGREP_PAGER => 'head -n 1; exit 7'),
    "date        person  channel  text      path\n0\n",
    'a pager that quits early');
is(shown("$netgrep stale bob 2>/dev/null; echo \$?", %mine), "1\n",
    'without rows nothing is run');
is(shown("$netgrep stale zed; echo \$?", %mine), "netgrep: nobody is called " .
    "\"zed\"; `netgrep people` lists everybody\n2\n", 'nor for an error');
like(shown("$people; echo \$?", NETGREP_PAGER => 'no-such-program'),
    qr/the pager "no-such-program" can't be run; .*--no-pager\n2\n\z/,
    'a pager that is not there');

chdir $home;
done_testing;
