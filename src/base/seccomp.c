#include "base/seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Where the numbers below are known to be right; all are little-endian. */
#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#ifdef ARCHITECTURE

enum {
	LAST = 451, /* later calls are not known here: cachestat is this one */
	ROOM = 512, /* instructions */
};

/* Never: what each would be used for. */
static const int denied[] = {
	/* other programs, other processes */
	SYS_execve, SYS_execveat, SYS_kill, SYS_tkill, SYS_rt_sigqueueinfo,
	SYS_rt_tgsigqueueinfo, SYS_pidfd_open, SYS_pidfd_getfd,
	SYS_pidfd_send_signal, SYS_process_vm_readv, SYS_process_vm_writev,
	SYS_kcmp, SYS_setns, SYS_unshare,
#ifndef SECCOMP_SANITIZED
	SYS_ptrace,
#endif
#ifdef SYS_fork
	SYS_fork, SYS_vfork,
#endif
	/* talk */
	SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen,
	SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
	SYS_mq_open, SYS_mq_unlink, SYS_shmget, SYS_msgget, SYS_semget,
	/* files made, changed, moved and removed */
	SYS_mknodat, SYS_mkdirat, SYS_unlinkat, SYS_symlinkat, SYS_linkat,
	SYS_renameat2, SYS_truncate, SYS_ftruncate, SYS_fallocate,
	SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat,
	SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr,
	SYS_lremovexattr, SYS_fremovexattr, SYS_open_by_handle_at,
#ifdef SYS_renameat
	SYS_renameat,
#endif
#ifdef SYS_open
	SYS_creat, SYS_mknod, SYS_mkdir, SYS_rmdir, SYS_unlink, SYS_symlink,
	SYS_link, SYS_rename, SYS_chmod, SYS_chown, SYS_lchown, SYS_utime,
	SYS_utimes, SYS_futimesat,
#endif
	/* file systems, and ways around this filter */
	SYS_mount, SYS_umount2, SYS_chroot, SYS_pivot_root, SYS_open_tree,
	SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick,
	SYS_mount_setattr, SYS_io_uring_setup, SYS_io_uring_enter,
	SYS_io_uring_register, SYS_bpf, SYS_perf_event_open,
	SYS_userfaultfd, SYS_fanotify_init, SYS_keyctl, SYS_add_key,
	SYS_request_key,
	/* the machine, for who is root */
	SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
	SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl,
	SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex,
	SYS_sethostname, SYS_setdomainname,
};

/* Denied for some values of an argument: a comparison of BPF. */
struct rule {
	int call;
	unsigned argument;
	uint16_t compare;
	bool when; /* what the comparison says of those that are denied */
	uint32_t value;
};

enum { WRITES = O_ACCMODE | O_CREAT | O_TRUNC };

#ifndef SECCOMP_SANITIZED
static const struct rule rules[] = {
	{ SYS_openat, 2, BPF_JSET, true, WRITES },
#ifdef SYS_open
	{ SYS_open, 1, BPF_JSET, true, WRITES },
#endif
	{ SYS_clone, 0, BPF_JSET, false, CLONE_THREAD },
};
#endif

/*
 * All that is left of ioctl: whether something is a terminal, and how wide it
 * is. Others change the flags of a file that is open to be read, or put what
 * will be typed next into the terminal.
 */
static const uint32_t requests[] = {
	TCGETS, TIOCGWINSZ,
	0x802c542a, /* TCGETS2, which libc has no name for */
};

struct program {
	struct sock_filter code[ROOM];
	unsigned short n;
};

static void
emit(struct program *p, unsigned code, uint32_t k, unsigned yes, unsigned no)
{
	p->code[p->n++] = (struct sock_filter){ (uint16_t)code, (uint8_t)yes,
		(uint8_t)no, k };
}

static void
load(struct program *p, size_t offset)
{
	emit(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void
answer(struct program *p, uint32_t action)
{
	emit(p, BPF_RET | BPF_K, action, 0, 0);
}

static void
deny(struct program *p, int call, int number)
{
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
	answer(p, SECCOMP_RET_ERRNO | (uint32_t)number);
}

static void
deny_when(struct program *p, const struct rule *rule)
{
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)rule->call, 0, 4);
	load(p, offsetof(struct seccomp_data, args) +
	    rule->argument * sizeof(uint64_t));
	emit(p, BPF_JMP | BPF_K | (unsigned)rule->compare, rule->value,
	    !rule->when, rule->when);
	answer(p, SECCOMP_RET_ERRNO | EPERM);
	load(p, offsetof(struct seccomp_data, nr));
}

static void
deny_ioctl(struct program *p)
{
	const unsigned n = sizeof(requests) / sizeof(requests[0]);
	unsigned i;

	emit(p, BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, n + 3);
	load(p, offsetof(struct seccomp_data, args) + sizeof(uint64_t));
	for (i = 0; i < n; i++)
		emit(p, BPF_JMP | BPF_JEQ | BPF_K, requests[i], n - i, 0);
	answer(p, SECCOMP_RET_ERRNO | EPERM);
	answer(p, SECCOMP_RET_ALLOW);
}

/* A sanitizer opens its reports to write, and starts what reads symbols. */
static void
deny_by_rules(struct program *p)
{
#ifdef SECCOMP_SANITIZED
	(void)p;
#else
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		deny_when(p, &rules[i]);
#endif
}

static void
write_program(struct program *p)
{
	const struct rule self = { SYS_tgkill, 0, BPF_JEQ, false,
		(uint32_t)getpid() };
	size_t i;

	load(p, offsetof(struct seccomp_data, arch));
	emit(p, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	answer(p, SECCOMP_RET_ERRNO | EPERM);
	load(p, offsetof(struct seccomp_data, nr));
	emit(p, BPF_JMP | BPF_JGT | BPF_K, LAST, 0, 1);
	answer(p, SECCOMP_RET_ERRNO | ENOSYS);
	/* openat first: it is asked at each note */
	deny_by_rules(p);
	for (i = 0; i < sizeof(denied) / sizeof(denied[0]); i++)
		deny(p, denied[i], EPERM);
	deny(p, SYS_clone3, ENOSYS);
	deny(p, SYS_openat2, ENOSYS);
	deny_ioctl(p);
	deny_when(p, &self);
	answer(p, SECCOMP_RET_ALLOW);
}

int
seccomp_enter(void)
{
	struct program p = { .n = 0 };
	struct sock_fprog filter = { .filter = p.code };

	write_program(&p);
	filter.len = p.n;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	    SECCOMP_FILTER_FLAG_TSYNC, &filter) ? -1 : 0;
}

#else

int
seccomp_enter(void)
{
	return -1;
}

#endif
