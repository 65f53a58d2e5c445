using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Testing;

namespace KubeSharp.Controllers.Tests;

/// <summary>Does to pods what a scheduler and a kubelet would.</summary>
internal static class FakeNode
{
    /// <summary>Makes every pod that is not running yet run and be ready.</summary>
    public static void RunAll(this FakeApiServer server, DateTimeOffset now)
    {
        foreach (var pod in server.List<Pod>().Where(static pod => pod.Status.Phase is "" or "Pending" && pod.Metadata.DeletionTimestamp is null))
        {
            server.SetPhase(pod, "Running", ready: true, now);
        }
    }

    public static void SetPhase(this FakeApiServer server, Pod pod, string phase, bool ready, DateTimeOffset now) =>
        server.Change<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, value => value with
        {
            Spec = value.Spec with { NodeName = value.Spec.NodeName.Length > 0 ? value.Spec.NodeName : "node-1" },
            Status = value.Status with
            {
                Phase = phase,
                PodIP = "10.0.0.1",
                Conditions = [new PodCondition { Type = "Ready", Status = ready ? "True" : "False", LastTransitionTime = now }],
            },
        });
}
