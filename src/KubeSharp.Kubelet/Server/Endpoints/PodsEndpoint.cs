using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Serving;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/pods and /runningpods: PodLists of what this node has.</summary>
internal static class PodsEndpoint
{
    public static WriterEndpoint All(INodePods pods) => Of(() => pods.List());

    public static WriterEndpoint Running(INodePods pods) => Of(() => [.. pods.List().Where(pod => pods.SandboxId(pod.Metadata.UID) is not null
        && pod.Status.Phase is not (PodPhase.PodSucceeded or PodPhase.PodFailed))]);

    private static WriterEndpoint Of(Func<IReadOnlyList<Pod>> list) => new((page, output, _) =>
    {
        if (page.Length > 0)
        {
            return ValueTask.FromResult<string?>(null);
        }

        JsonCodec.Encode(new PodList { Metadata = new ListMeta(), Items = [.. list()] }, output);
        return ValueTask.FromResult<string?>(PlainResponse.Json);
    });
}
