using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Nodes;

/// <summary>The index of pods by the node they are bound to.</summary>
internal static class PodsByNode
{
    private const string Index = "spec.nodeName";

    public static void AddTo(Informer<Pod> pods) => pods.Store.AddIndex(Index, static pod => pod.Spec.NodeName.Length > 0 ? [pod.Spec.NodeName] : []);

    public static IReadOnlyList<Pod> Find(Store<Pod> store, string node) => store.ByIndex(Index, node);
}
