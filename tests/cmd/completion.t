#!/usr/bin/perl
# Completion in the shells that are there: what is typed, with a Tab in it, and
# what netgrep is called with then. script(1) makes the terminal.
use strict;
use warnings;
use Cwd qw(getcwd);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use IPC::Open2;
use Test::More;
use Time::HiRes qw(sleep time);

my $PATIENCE = 30; # seconds, for a machine that is busy

my $home = getcwd;
my $dir = tempdir(CLEANUP => 1);
my $scripts = "$ENV{NETGREP_ROOT}/src/complete";

sub write_file {
	my ($path, $text) = @_;

	make_path("$dir/$1") if $path =~ m{(.*)/};
	open my $out, '>', "$dir/$path" or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or return '';
	local $/;
	return <$in> // '';
}

write_file('notes/people/ana-ruiz.md',
    "---\nname: Ana Ruiz\ntags: [friend]\n---\n");
write_file('notes/people/avo.md', "# Avó Rosa\n");
write_file('notes/people/mo.md', "---\nname: Mo O'Brien\n" .
    "aliases: [\"Mo \\\"Quo\\\" \$x\"]\n---\n");
write_file('notes/people/bo.md', "# Bo Li\n\n- [ ] call\n");
# notes down what it is called with, and does not do it
write_file('bin/netgrep', "#!/bin/sh\n" . <<'END');
if [ "$1" = complete ]; then
	"$NETGREP" "$@"
	echo Tab >>"$LOG"
else
	{ printf '<%s>' "$@"; echo; } >>"$LOG"
fi
END
chmod 0755, "$dir/bin/netgrep" or die;
symlink 'netgrep', "$dir/bin/git-netgrep" or die;
chdir "$dir/notes" or die;
system('git', 'init', '-q', '.') == 0 or die;
$ENV{PATH} = "$dir/bin:$ENV{PATH}";
$ENV{LOG} = "$dir/log";

# Waits for a line more of that kind in the log; undef when none comes.
sub wait_for {
	my ($pattern, $before) = @_;
	my $end = time + $PATIENCE;

	while (time < $end) {
		my $n = () = slurp("$dir/log") =~ /$pattern/mg;
		return $n if $n > $before;
		sleep 0.02;
	}
	return;
}

# Types lines into a shell: returns what netgrep was called with for each.
sub typed {
	my ($start, @lines) = @_;
	my ($tabs, $calls) = (0, 0);

	unlink "$dir/log";
	local $ENV{TERM} = 'xterm';
	local $SIG{PIPE} = 'IGNORE';
	my $pid = open2(my $out, my $in, 'script', '-qec', "$start 2>&1",
	    "$dir/screen");
	# what it shows must be read, or it stops
	my $reader = fork // die;
	if (!$reader) {
		close $in;
		1 while sysread $out, my $bytes, 4096;
		exit 0;
	}
	syswrite $in, "netgrep ready\n";
	$calls = wait_for('^<', 0);
	my $stuck = !$calls;
	for my $line (@lines) {
		last if $stuck;
		my ($before, $behind) = split /\t/, $line, 2;
		syswrite $in, "$before\t";
		$stuck = !wait_for('^Tab', $tabs);
		sleep 0.15;
		$tabs = () = slurp("$dir/log") =~ /^Tab/mg;
		syswrite $in, "$behind\n";
		$calls = wait_for('^<', $calls);
		$stuck ||= !$calls;
	}
	# a shell that waits for the end of a quote is not waited for
	kill 'TERM', $pid if $stuck;
	syswrite $in, "exit\n";
	close $in;
	waitpid $pid, 0;
	waitpid $reader, 0;
	my @said = grep { /^</ } split /\n/, slurp("$dir/log");
	shift @said;
	return @said;
}

# As bash calls it, with its own words; what it may become.
sub bash {
	my ($function, @words) = @_;
	my $script = '. "$0/netgrep.bash"; function=$1; shift; ' .
	    'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); $function; ' .
	    'printf "%s\n" "${COMPREPLY[@]}"';

	open my $in, '-|', 'bash', '--norc', '-c', $script, $scripts,
	    $function, @words or die "bash: $!\n";
	local $/;
	return <$in> =~ s/\n\z//r;
}

# Lines that every shell must take in the same way.
my @lines = (
	"netgrep tim\t" => '<timeline>',
	"netgrep stale --vim\t" => '<stale><--vimgrep>',
	"netgrep stale --state=ov\t" => '<stale><--state=overdue>',
	"netgrep stale --state once,ov\t" => '<stale><--state><once,overdue>',
	"netgrep due -t fr\tana" => '<due><-t><friend><ana>',
	"netgrep show ana\t" => '<show><Ana Ruiz>',
	"netgrep show rui\t" => '<show><Ana Ruiz>',
	"netgrep show \"avó r\t" => '<show><Avó Rosa>',
	"netgrep show 'avó r\t" => '<show><Avó Rosa>',
	"netgrep show avó\\ r\t" => '<show><Avó Rosa>',
	"netgrep show mo\\ o\t" => '<show><Mo O\'Brien>',
	"netgrep show \"mo \\\"q\t" => '<show><Mo "Quo" $x>',
	"netgrep show people/av\t" => '<show><people/avo.md>',
	"netgrep done people/b\t" => '<done><people/bo.md:3>',
	"netgrep done people/bo.md:\t" => '<done><people/bo.md:3>',
	"netgrep set bo cad\t1m" => '<set><bo><cadence=1m>',
	# git's own completion asks ours
	"git netgrep tim\t" => '<timeline>',
	"git netgrep show \"avó r\t" => '<show><Avó Rosa>',
);
my @what = map { $lines[2 * $_] } 0 .. $#lines / 2;
my @expected = map { $lines[2 * $_ + 1] } 0 .. $#lines / 2;

write_file("fish/$_/netgrep.fish", slurp("$scripts/netgrep.fish"))
    for 'completions', 'conf.d';
write_file("zsh/$_", slurp("$scripts/_netgrep")) for '_netgrep', '_git-netgrep';
write_file('fish/config.fish', "set fish_greeting\n");
write_file('zsh/.zshrc', "fpath=('$dir/zsh' \$fpath)\n" .
    "autoload -Uz compinit\ncompinit -D -u\n");
my $git = '/usr/share/bash-completion/completions/git';
write_file('bashrc', (-e $git ? ". $git\n" : '') .
    ". '$scripts/netgrep.bash'\n");
$ENV{ZDOTDIR} = "$dir/zsh";
$ENV{XDG_CONFIG_HOME} = $dir;
# fish makes completions of all manual pages where it finds none
make_path("$dir/data/fish/generated_completions");
$ENV{XDG_DATA_HOME} = "$dir/data";
$ENV{TMPDIR} = $dir;

my %shells = (
	bash => "bash --noprofile --rcfile '$dir/bashrc' -i",
	zsh => 'zsh -d -i',
	fish => 'fish -i',
);
my $terminal = `script --version 2>&1` =~ /util-linux/ &&
    `script -qec 'test -t 1 && echo yes' /dev/null </dev/null` =~ /yes/;
for my $shell (sort keys %shells) {
	SKIP: {
		skip 'script(1) makes no terminal here', scalar @what
		    if !$terminal;
		skip "$shell is not installed", scalar @what
		    if system "command -v $shell >/dev/null";
		my @here = @what;
		# where git has not installed its own
		pop @here while $shell eq 'bash' && !-e $git &&
		    $here[-1] =~ /^git/;
		my @got = typed($shells{$shell}, @here);
		skip('git has no completion here', @what - @here)
		    if @here < @what;
		for my $i (0 .. $#what) {
			is($got[$i], $expected[$i], "$shell: $what[$i]" =~
			    s/\t/ Tab /r);
		}
	}
}

SKIP: {
	skip 'bash is not installed', 17 if system 'command -v bash >/dev/null';
	is(bash('_netgrep', 'netgrep', 'st'), "stale\nstats",
	    'a command');
	like(bash('_netgrep', 'netgrep', ''), qr/^stale\ndue\n/, 'all commands');
	is(bash('_netgrep', 'netgrep', 'stale', '--al'), '--all', 'an option');
	is(bash('_netgrep', 'netgrep', 'stale', '--state', '=', 'ov'),
	    'overdue', 'a value behind "="');
	is(bash('_netgrep', 'netgrep', 'stale', '--color', '='),
	    "auto\nalways\nnever", 'all values behind "="');
	is(bash('_netgrep', 'netgrep', 'show', 'A'), "Ana\\ Ruiz\nAvó\\ Rosa",
	    'names are quoted');
	is(bash('_netgrep', 'netgrep', 'show', '"A'), "Ana Ruiz\nAvó Rosa",
	    'or stand in the quotes that were typed');
	is(bash('_netgrep', 'netgrep', 'show', "mo'x"), '',
	    'quotes in a word are left alone');
	is(bash('_netgrep', 'netgrep', 'done', 'people/bo'), 'people/bo.md:3',
	    'an open follow-up');
	is(bash('_netgrep', 'netgrep', 'done', 'people/bo.md', ':'), '3',
	    'its line, behind ":"');
	is(bash('_netgrep', 'netgrep', 'done', 'people/bo.md', ':', '3'), '3',
	    'its line, begun behind ":"');
	is(bash('_netgrep', 'netgrep', 'set', 'bo', 'las'),
	    "last_name=\nlast_contact=", 'keys');
	is(bash('_netgrep', 'netgrep', 'set', 'bo', 'cadence', '='), '',
	    'but no values');
	is(bash('_netgrep', 'netgrep', '-C', '/nonexistent', 'show', 'A'), '',
	    'nothing is said of trouble');
	is(bash('_git_netgrep', 'git', 'netgrep', 'st'), "stale\nstats",
	    'git netgrep');
	is(bash('_git_netgrep', 'git', '-C', 'x', 'netgrep', 'show', 'ana'),
	    'Ana\\ Ruiz', 'git netgrep, behind options of git');
	is(bash('_git_netgrep', 'git', 'netgrep', ''),
	    bash('_netgrep', 'netgrep', ''), 'git netgrep, all commands');
}

chdir $home;
done_testing;
