// One unary call over a Unix socket; each client has a channel of its own.
#include "others.hpp"

#include "echo.grpc.pb.h"

#include <grpcpp/grpcpp.h>

#include <memory>

namespace {

class Timer final : public bench::Timer::Service {
    grpc::Status GetWatches(grpc::ServerContext*, const bench::Nothing*,
                            bench::Watches* reply) override {
        reply->set_result(1);
        return grpc::Status::OK;
    }
};

} // namespace

void serve_grpc(const std::string& path) {
    Timer timer;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("unix:" + path, grpc::InsecureServerCredentials());
    builder.RegisterService(&timer);
    builder.BuildAndStart()->Wait();
}

std::function<bool()> grpc_client(const std::string& path) {
    grpc::ChannelArguments own;
    own.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const std::shared_ptr<bench::Timer::Stub> stub = bench::Timer::NewStub(
        grpc::CreateCustomChannel("unix:" + path, grpc::InsecureChannelCredentials(), own));
    return [stub] {
        grpc::ClientContext context;
        context.set_wait_for_ready(true);
        bench::Watches reply;
        return stub->GetWatches(&context, bench::Nothing(), &reply).ok() && reply.result() == 1;
    };
}
