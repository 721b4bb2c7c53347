/* Modelled on Vulkan 1.3.224: closed by MAX_ENUM, a header version, function pointers beside functions. */
#define GPU_HEADER_VERSION 224
#define GPU_MAKE_VERSION(a, b) (((a) << 22) | (b))
#define GPU_HEADER_VERSION_COMPLETE GPU_MAKE_VERSION(1, GPU_HEADER_VERSION)
typedef enum { GPU_OK = 0, GPU_NOT_READY = 1, GPU_NO_MEMORY = -1, GPU_RESULT_MAX_ENUM = 0x7fffffff } gpu_result;
typedef enum { GPU_TYPE_APP = 0, GPU_TYPE_DEVICE = 1, GPU_TYPE_MAX_ENUM = 0x7fffffff } gpu_type;
typedef struct gpu_device_t *gpu_device;
typedef struct gpu_info {
    gpu_type type;
    const void *next;
    unsigned flags;
} gpu_info;
typedef gpu_result (*gpu_fn_open)(const gpu_info *info, gpu_device *device);
gpu_result gpu_open(const gpu_info *info, gpu_device *device);
