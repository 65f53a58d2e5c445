using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Pods;

/// <summary>The index of pods by the UID of their controller; orphans stand under their namespace.</summary>
internal static class PodsByOwner
{
    private const string Index = "podControllerUID";

    public static void AddTo(Informer<Pod> pods) => pods.Store.AddIndex(Index, static pod => [Key(pod)]);

    /// <summary>The pods of a controller and the orphans that it might adopt.</summary>
    public static IEnumerable<Pod> OwnedOrOrphaned(Store<Pod> store, string ownerUid, string ns) =>
        store.ByIndex(Index, ownerUid).Concat(store.ByIndex(Index, OrphansOf(ns)));

    public static IReadOnlyList<Pod> Owned(Store<Pod> store, string ownerUid) => store.ByIndex(Index, ownerUid);

    private static string Key(Pod pod) => ControllerRefs.Of(pod)?.UID ?? OrphansOf(pod.Metadata.Namespace);

    private static string OrphansOf(string ns) => "orphans/" + ns;
}
