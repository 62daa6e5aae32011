#!/usr/bin/perl
# What is listed beside what "git ls-files" lists, for trees with nested ignore
# files that are made at random, of a small alphabet that means mischief. The
# seed is fixed: IGNORE_SEED and IGNORE_REPOSITORIES try others, and more.
use strict;
use warnings;
use Cwd qw(getcwd);
use File::Path qw(make_path remove_tree);
use File::Temp qw(tempdir);
use Test::More;

my $home = getcwd;
my $dir = tempdir(CLEANUP => 1);
my $TREES = 20; # in a repository
my $repositories = $ENV{IGNORE_REPOSITORIES} // 15;
my $seed = $ENV{IGNORE_SEED} // 20261129;
my $state;

$ENV{GIT_CONFIG_NOSYSTEM} = 1;
$ENV{GIT_CONFIG_GLOBAL} = '/dev/null';
$ENV{HOME} = "$dir/home";
delete $ENV{XDG_CONFIG_HOME};

# Numbers that are the same with every perl.
sub below {
	my ($n) = @_;

	$state = ($state * 1103515245 + 12345) % 2147483648;
	return int($state / 65536) % $n;
}

sub pick {
	return $_[below(scalar @_)];
}

my @names = ('a', 'b', 'ab', 'B', 'x y', 'a ', '#a', '!b', 'a[b', 'é', "a\\",
    'a-', ']', 'bb', "a\r");
my @pieces = ('a', 'b', 'ab', 'B', '*', '*', '**', '***', '/', '/', '/**/',
    '**/', '/**', '?', '[ab]', '[!a]', '[^b]', '[a-b]', '[]a]', '[A-B]',
    '[[:alpha:]]', '[[:upper:]]', '[[:nope:]]', '[[:a]', '[![:punct:]]',
    '[[:space:]-b]', '[a/b]', '[\\]]', '[b-', '[', '\\', '\\a', '\\/', '\\ ',
    ' ', '#', '!', 'é', 'x y', '.md', '*.md', "\r", '-', '[--a]', '[b\\-a]');

sub rule {
	my $rule = join '', map { pick(@pieces) } 0 .. below(4);

	$rule = "!$rule" if !below(3);
	$rule = "/$rule" if !below(8);
	$rule .= '/' if !below(4);
	$rule .= '.md' if !below(3);
	$rule .= pick(' ', '  ', '\\ ', "\t", "\\ \\ ") if !below(12);
	return $rule;
}

# What names things that are there, so that more is matched than nothing.
sub near {
	my ($in, @paths) = @_;
	my $path = pick(@paths);

	return rule() if !below(3);
	$path =~ s{^\Q$in\E/}{} if $in ne '.';
	$path =~ s{.*/}{} if !below(2);
	$path =~ s{/[^/]*$}{pick('/', '', '/**', '/*')}e if !below(4);
	$path =~ s{^[^/]*/}{pick('**/', '*/', '/')}e if !below(4);
	substr($path, below(length $path), 1) = pick(@pieces) if !below(3);
	return (below(4) ? '' : '!') . $path;
}

sub write_file {
	my ($path, $text) = @_;

	make_path($1) if $path =~ m{(.*)/};
	open my $out, '>', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
}

sub rules_file {
	my ($path, $in, @paths) = @_;
	my $end = pick("\n", "\n", "\n", "\r\n");
	my $text = join '', map { near($in, @paths) . $end } 0 .. below(7);

	$text = "\xef\xbb\xbf$text" if !below(10);
	chop $text if !below(6);
	write_file($path, $text);
	return "$path: $text\n";
}

sub run {
	my (@command) = @_;

	open my $in, '-|', @command or die "$command[0]: $!\n";
	local $/;
	my $said = <$in> // '';
	close $in;
	return $said;
}

my %escaped = (t => "\t", n => "\n", r => "\r", '\\' => '\\');

sub path_of {
	return (split /\t/, $_[0])[4] =~ s/\\(.)/$escaped{$1}/gr;
}

# A tree in a folder of its own: adds the paths of its files, and returns the
# files of rules in it, as they are shown when something is wrong.
sub make_tree {
	my ($top, $fold, $all) = @_;
	my (%paths, %folders);
	my $shown = '';

	for (0 .. 15 + below(15)) {
		my $path = join '/', map { pick(@names) } 0 .. below(4);

		# where case is no matter no two may differ by it alone
		$path =~ y/b/B/ if $fold;
		# a name is a file or a folder, not both
		$path .= '.md' if $path !~ /\.md$/;
		$paths{"$top/$path"} = 1;
	}
	for my $file (sort keys %paths) {
		my $path = $file;

		write_file($path, '');
		$folders{$path} = 1 while $path =~ s{/[^/]*\z}{};
	}
	my @paths = sort keys %paths;
	for my $in (sort keys %folders) {
		$shown .= rules_file("$in/.gitignore", $in, @paths)
		    if !below($in eq $top ? 2 : 3);
	}
	push @$all, @paths;
	return $shown;
}

# Trees under rules that they share.
sub make_repository {
	my ($trees) = @_;
	my $fold = !below(4);
	my (@all, @shown);

	system('git', 'init', '-q', '--template=', '.') == 0 or die;
	write_file('.git/config', "[core]\n\trepositoryFormatVersion = 0\n" .
	    ($fold ? "\tignoreCase = true\n" : ''));
	push @shown, make_tree("t$_", $fold, \@all) for 1 .. $trees;
	my @tracked = grep { !below(6) } @all;
	open my $add, '|-', 'git', 'update-index', '--add', '-z', '--stdin'
	    or die;
	print $add map { "$_\0" } @tracked;
	close $add or die;
	my $common = "fold: $fold\n";
	for my $file ('.gitignore', '.git/info/exclude',
	    "$dir/home/.config/git/ignore") {
		$common .= rules_file($file, '.', @all) if below(2);
	}
	return ($common, \@all, \@tracked, @shown);
}

# What is listed by one alone, of each tree; returns how many are different.
sub compare {
	my ($repository, $trees) = @_;

	$state = ($seed + $repository * 7919) % 2147483648;
	below(2) for 1 .. 3;
	remove_tree("$dir/home", "$dir/tree");
	make_path("$dir/home", "$dir/tree");
	chdir "$dir/tree" or die;
	my ($common, $all, $tracked, @shown) = make_repository($trees);
	my %git = map { $_ => 1 } grep { /\.md$/ } split /\0/,
	    run(qw(git ls-files -z -co --exclude-standard));
	my %ours = map { path_of($_) => 1 } split /\n/, run($ENV{NETGREP},
	    'scan', '--kind', 'source', '--tsv');
	chdir $home or die;
	my %wrong;
	for my $path (sort keys %git, sort keys %ours) {
		next if $git{$path} && $ours{$path};
		diag($git{$path} ? 'git' : 'netgrep', " alone: $path");
		$wrong{$1} = 1 if $path =~ m{^t(\d+)/};
	}
	for my $tree (sort keys %wrong) {
		my @of_it = grep { m{^t$tree/} } @$tracked;

		diag("seed $seed, repository $repository:\n", ("$common\n" .
		    "tracked: @of_it\n$shown[$tree - 1]") =~ s/\r/<CR>/gr);
	}
	return (scalar(keys %wrong), scalar(keys %git), scalar @$all);
}

my ($wrong, $listed, $there) = (0, 0, 0);
for my $repository (1 .. $repositories) {
	my ($different, $n, $all) = compare($repository, $TREES);

	$wrong += $different;
	$listed += $n;
	$there += $all;
	last if $wrong;
}
is($wrong, 0, $repositories * $TREES . ' trees are listed as git lists them');
cmp_ok($listed, '>', $there / 4, 'and not all of them is ignored');
cmp_ok($listed, '<', $there * 9 / 10, 'nor listed');

done_testing;
