#!/usr/bin/perl
# "netgrep init" asks on a terminal, which script(1) makes, and does what is
# said to.
use strict;
use warnings;
use Cwd qw(getcwd);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

plan skip_all => 'script(1) of util-linux is not there'
    if `script --version 2>&1` !~ /util-linux/;
plan skip_all => 'script(1) makes no terminal here'
    if `script -qec 'test -t 1 && echo yes' /dev/null </dev/null` !~ /yes/;

my $home = getcwd;

# What is shown, in fresh notes, to one who types that; they are left there.
sub shown {
	my ($typed) = @_;
	my $dir = tempdir(CLEANUP => 1);

	make_path("$dir/people");
	open my $out, '>', "$dir/people/ana.md" or die;
	print $out "- 2026-05-02 call: hello\n";
	close $out or die;
	chdir $dir or die;
	system('git init -q . && git add . && git commit -qm Notes') == 0
	    or die;
	# whoever types waits for the question
	my $text = `(sleep 1; printf '$typed'; sleep 2) | \\
	    NETGREP_TODAY=2026-11-23 script -qec 'netgrep init' /dev/null`;
	return $text =~ s/\r\n/\n/gr;
}

my $text = shown('y\\nn\\n');
like($text, qr/merge=union in \.gitattributes\)\? \[y\/N\] /, 'it asks');
like($text, qr/git stale and git due.*\? \[y\/N\] /, 'and again');
like(`cat .gitattributes`, qr/^\/people\/\*\.md merge=union$/m, 'yes is yes');
is(`git config alias.stale`, '', 'no is no');
is(`git log -1 --format=%s`,
    "init: .netgrep/config, .gitattributes (2026-11-23)\n", 'one commit');

shown('n\\ny\\n');
ok(!-e '.gitattributes', 'no is no, of the one');
is(`git config alias.stale`, "!netgrep stale\n", 'and yes yes, of the other');

chdir $home or die;
done_testing();
