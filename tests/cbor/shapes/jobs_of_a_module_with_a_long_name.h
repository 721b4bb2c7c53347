/* Objects alone: no record, no topic; and what ends with a call, if it is there. */
#ifndef JOBS_H
#define JOBS_H

#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(jobs_of_a_module_with_a_long_name, rpc = all)

#ifdef __cplusplus
extern "C" {
#endif

typedef enum FFI_ERROR_ENUM(ok = JOB_OK) job_error { JOB_OK = 0, JOB_BAD = 1 } job_error;

FFI_HANDLE(job, close = job_close, threads = send)
typedef struct job job;
FFI_HANDLE(pool, close = pool_close, threads = send)
typedef struct pool pool;

job_error job_open(FFI_OUT job** opened);
/** Ends with its run. */
job_error job_run(FFI_CONSUMED job* self, FFI_OUT uint32_t* code);
void job_close(job* closed);
job_error pool_open(FFI_OUT pool** opened);
job_error pool_add(pool* self, FFI_CONSUMED FFI_NULLABLE job* added,
                   FFI_NULLABLE const job* like) FFI_HARMLESS;
void pool_close(pool* closed);

#ifdef __cplusplus
}
#endif

#endif
