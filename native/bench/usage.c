#include "usage.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PROCESSES 8192

struct process {
    pid_t pid;
    pid_t parent;
    bool wanted;
};

static FILE *open_of(pid_t pid, const char *name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    return fopen(path, "re");
}

/* The fields of /proc/PID/stat behind the command's name, which may hold anything: from the last parenthesis on. */
static bool read_stat(pid_t pid, pid_t *parent, int64_t *user, int64_t *system) {
    char line[1024];
    FILE *file = open_of(pid, "stat");
    if (file == NULL) {
        return false;
    }
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = 0;
    const char *fields = strrchr(line, ')');
    int parent_field = 0;
    long user_field = 0;
    long system_field = 0;
    if (fields == NULL || sscanf(fields + 1, " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &parent_field,
                                 &user_field, &system_field) != 3) {
        return false;
    }
    *parent = parent_field;
    *user = user_field;
    *system = system_field;
    return true;
}

/* The number behind "Name:" in a file of such lines; 0 without one, as of a kernel that does not tell. */
static int64_t read_field(pid_t pid, const char *name, const char *field) {
    char line[256];
    int64_t value = 0;
    size_t length = strlen(field);
    FILE *file = open_of(pid, name);
    if (file == NULL) {
        return 0;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, field, length) == 0) {
            value = strtoll(line + length, NULL, 10);
            break;
        }
    }
    fclose(file);
    return value;
}

static size_t list_processes(struct process *processes) {
    DIR *directory = opendir("/proc");
    size_t count = 0;
    if (directory == NULL) {
        return 0;
    }
    for (const struct dirent *entry = readdir(directory); entry != NULL && count < PROCESSES;
         entry = readdir(directory)) {
        int64_t user;
        int64_t system;
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && read_stat(pid, &processes[count].parent, &user, &system)) {
            processes[count].pid = pid;
            processes[count].wanted = false;
            count++;
        }
    }
    closedir(directory);
    return count;
}

static bool is_wanted(const struct process *processes, size_t count, pid_t pid) {
    for (size_t i = 0; i < count; i++) {
        if (processes[i].pid == pid) {
            return processes[i].wanted;
        }
    }
    return false;
}

/* The kernel's own count for the whole process; /proc/PID/task has only the threads that are still there. */
static int64_t run_ns_of(pid_t pid) {
    clockid_t clock;
    struct timespec time = {0};
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) {
        return 0;
    }
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static void add_process(pid_t pid, struct usage *usage) {
    pid_t parent;
    int64_t user;
    int64_t system;
    if (!read_stat(pid, &parent, &user, &system)) {
        return;
    }
    usage->run_ns += run_ns_of(pid);
    usage->user_tick += user;
    usage->system_tick += system;
    usage->rss_kb += read_field(pid, "status", "VmRSS:");
    usage->pss_kb += read_field(pid, "smaps_rollup", "Pss:");
    usage->threads += (unsigned)read_field(pid, "status", "Threads:");
    usage->processes++;
}

int usage_of_tree(pid_t root, struct usage *usage) {
    memset(usage, 0, sizeof *usage);
    struct process *processes = calloc(PROCESSES, sizeof *processes);
    if (processes == NULL) {
        return -ENOMEM;
    }
    size_t count = list_processes(processes);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < count; i++) {
            struct process *process = &processes[i];
            if (!process->wanted && (process->pid == root || is_wanted(processes, count, process->parent))) {
                process->wanted = true;
                more = true;
                add_process(process->pid, usage);
            }
        }
    }
    free(processes);
    return usage->processes == 0 ? -ESRCH : 0;
}

int cpu_time_of(int cpu, struct cpu_time *time) {
    char line[512];
    char name[16];
    int length = snprintf(name, sizeof name, "cpu%d ", cpu);
    int result = -ENODEV;
    FILE *file = fopen("/proc/stat", "re");
    if (file == NULL) {
        return -errno;
    }
    while (result != 0 && fgets(line, sizeof line, file) != NULL) {
        long long user, nice, system, idle, wait, interrupt, soft, stolen;
        if (strncmp(line, name, (size_t)length) == 0 &&
            sscanf(line + length, "%lld %lld %lld %lld %lld %lld %lld %lld", &user, &nice, &system, &idle, &wait,
                   &interrupt, &soft, &stolen) == 8) {
            time->busy = user + nice + system + interrupt + soft;
            time->idle = idle + wait;
            time->stolen = stolen;
            result = 0;
        }
    }
    fclose(file);
    return result;
}
