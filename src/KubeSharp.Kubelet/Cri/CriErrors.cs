using Grpc.Core;

namespace KubeSharp.Kubelet.Cri;

/// <summary>What the kubelet asks about a failed call of the runtime.</summary>
internal static class CriErrors
{
    public static bool IsNotFound(this RpcException exception) => exception.StatusCode == StatusCode.NotFound;

    public static bool IsUnimplemented(this RpcException exception) => exception.StatusCode == StatusCode.Unimplemented;

    /// <summary>The error in gRPC's usual wording, as events and statuses show it.</summary>
    public static string Describe(this RpcException exception) =>
        $"rpc error: code = {exception.StatusCode} desc = {exception.Status.Detail}";

    /// <summary>The wording for any failure on the way to a container.</summary>
    public static string Describe(Exception exception) => exception is RpcException rpc ? rpc.Describe() : exception.Message;
}
