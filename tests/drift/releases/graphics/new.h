/* Modelled on Vulkan 1.3.236: an extension with its types, results and functions. */
#define GPU_HEADER_VERSION 236
#define GPU_MAKE_VERSION(a, b) (((a) << 22) | (b))
#define GPU_HEADER_VERSION_COMPLETE GPU_MAKE_VERSION(1, GPU_HEADER_VERSION)
#define GPU_NV_MEMORY 1
#define GPU_NV_MEMORY_NAME "GPU_NV_memory"
typedef enum { GPU_OK = 0, GPU_NOT_READY = 1, GPU_NO_MEMORY = -1, GPU_LOST = -13, GPU_RESULT_MAX_ENUM = 0x7fffffff } gpu_result;
typedef enum {
    GPU_TYPE_APP = 0,
    GPU_TYPE_DEVICE = 1,
    GPU_TYPE_MEMORY = 1000,
    GPU_TYPE_MAX_ENUM = 0x7fffffff
} gpu_type;
typedef struct gpu_device_t *gpu_device;
typedef struct gpu_info {
    gpu_type type;
    const void *next;
    unsigned flags;
} gpu_info;
typedef struct gpu_memory {
    gpu_type type;
    void *next;
    unsigned size;
} gpu_memory;
typedef gpu_result (*gpu_fn_open)(const gpu_info *info, gpu_device *device);
typedef gpu_result (*gpu_fn_memory)(gpu_device device, gpu_memory *memory);
gpu_result gpu_open(const gpu_info *info, gpu_device *device);
gpu_result gpu_get_memory(gpu_device device, gpu_memory *memory);
