using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>The revisions of a stateful set.</summary>
/// <param name="Current">What pods below the partition are made of while an update is under way.</param>
/// <param name="Update">What the set's template says now.</param>
/// <param name="All">All that there were before this round, by number.</param>
/// <param name="Collisions">For the status.</param>
internal sealed record StatefulHistory(ControllerRevision Current, ControllerRevision Update, List<ControllerRevision> All, int Collisions);
