using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>Finds, or makes, the set of a deployment's current template, and numbers it.</summary>
internal sealed class NewReplicaSets(KubeClient client, IEventRecorder events, TimeProvider time)
{
    private const string HashLabel = "pod-template-hash";

    /// <summary>Afterwards <see cref="Rollout.New"/> is set, unless there is no such set and none is to be made.</summary>
    public async ValueTask EnsureAsync(Rollout rollout, bool create, CancellationToken cancellationToken)
    {
        var existing = rollout.Sets
            .OrderBy(static set => set.Metadata.CreationTimestamp)
            .ThenBy(static set => set.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault(set => EqualIgnoringHash(set.Spec.Template, rollout.Deployment.Spec.Template));
        var revision = rollout.Sets.Where(set => set.Metadata.UID != existing?.Metadata.UID)
            .Select(RevisionAnnotations.RevisionOf)
            .DefaultIfEmpty()
            .Max() + 1;
        if (existing is not null)
        {
            await TakeAsync(rollout, existing, revision, cancellationToken).ConfigureAwait(false);
        }
        else if (create)
        {
            await CreateAsync(rollout, revision, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool EqualIgnoringHash(PodTemplateSpec left, PodTemplateSpec right) => WithoutHash(left).Equals(WithoutHash(right));

    private static PodTemplateSpec WithoutHash(PodTemplateSpec template) =>
        template.Metadata.Labels.ContainsKey(HashLabel)
            ? template with { Metadata = template.Metadata with { Labels = template.Metadata.Labels.Remove(HashLabel) } }
            : template;

    private async ValueTask TakeAsync(Rollout rollout, ReplicaSet set, long revision, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var wanted = RevisionAnnotations.WithRevision(set, deployment, revision);
        if (wanted.Spec.MinReadySeconds != deployment.Spec.MinReadySeconds)
        {
            wanted = wanted with { Spec = wanted.Spec with { MinReadySeconds = deployment.Spec.MinReadySeconds } };
        }

        if (!wanted.Equals(set))
        {
            set = await client.UpdateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        rollout.UseAsNew(set);
        var status = deployment.Status;
        if (deployment.HasProgressDeadline() && status.Find(DeploymentConditionType.DeploymentProgressing) is null)
        {
            status = status.With(Progress(DeploymentConditions.FoundNewReplicaSet, $"Found new replica set \"{set.Metadata.Name}\""));
        }

        await ReportAsync(rollout, status, RevisionAnnotations.RevisionOf(set), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask CreateAsync(Rollout rollout, long revision, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var made = Make(rollout, revision);
        ReplicaSet created;
        try
        {
            created = await client.CreateAsync(made, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException taken) when (taken.IsAlreadyExists)
        {
            await ResolveCollisionAsync(rollout, made, revision, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (ApiException refused) when (!refused.IsNamespaceTerminating())
        {
            await ReportFailureAsync(rollout, made, refused, cancellationToken).ConfigureAwait(false);
            throw;
        }

        rollout.UseAsNew(created);
        if (created.Replicas() > 0)
        {
            events.Record(deployment, "Normal", "ScalingReplicaSet", $"Scaled up replica set {created.Metadata.Name} from 0 to {created.Replicas()}");
        }

        var status = deployment.HasProgressDeadline()
            ? deployment.Status.With(Progress(DeploymentConditions.NewReplicaSetCreated, $"Created new replica set \"{created.Metadata.Name}\""))
            : deployment.Status;
        await ReportAsync(rollout, status, revision, cancellationToken).ConfigureAwait(false);
    }

    private static ReplicaSet Make(Rollout rollout, long revision)
    {
        var deployment = rollout.Deployment;
        var hash = PodTemplateHash.Of(deployment.Spec.Template, deployment.Status.CollisionCount);
        var template = deployment.Spec.Template;
        var labels = template.Metadata.Labels.Set(HashLabel, hash);
        var selector = deployment.Spec.Selector ?? new LabelSelector();
        var set = new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Namespace = deployment.Metadata.Namespace,
                Name = $"{deployment.Metadata.Name}-{hash}",
                Labels = labels,
                OwnerReferences = [ControllerRefs.To(deployment)],
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = RolloutMath.NewReplicas(deployment, rollout.Sets, 0),
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = selector with { MatchLabels = selector.MatchLabels.Set(HashLabel, hash) },
                Template = template with { Metadata = template.Metadata with { Labels = labels } },
            },
        };
        set = RevisionAnnotations.WithRevision(set, deployment, revision);
        return RevisionAnnotations.WithReplicas(set, deployment.Replicas(), deployment.Replicas() + RolloutMath.MaxSurge(deployment));
    }

    /// <summary>
    /// The name is taken. If by our own set of this template, the cache was only late; else two templates have one hash, and the
    /// next try adds a salt.
    /// </summary>
    private async ValueTask ResolveCollisionAsync(Rollout rollout, ReplicaSet made, long revision, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var there = await client.GetAsync<ReplicaSet>(made.Metadata.Namespace, made.Metadata.Name, cancellationToken).ConfigureAwait(false);
        if (ControllerRefs.IsControlledBy(there, deployment) && EqualIgnoringHash(there.Spec.Template, deployment.Spec.Template))
        {
            await TakeAsync(rollout, there, revision, cancellationToken).ConfigureAwait(false);
            return;
        }

        var status = deployment.Status with { CollisionCount = (deployment.Status.CollisionCount ?? 0) + 1 };
        await client.UpdateStatusAsync(deployment with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
        throw ApiErrors.AlreadyExists("apps", "replicasets", made.Metadata.Name);
    }

    private async ValueTask ReportFailureAsync(Rollout rollout, ReplicaSet made, ApiException refused, CancellationToken cancellationToken)
    {
        var message = $"Failed to create new replica set \"{made.Metadata.Name}\": {refused.Message}";
        events.Record(rollout.Deployment, "Warning", DeploymentConditions.FailedCreate, message);
        if (rollout.Deployment.HasProgressDeadline())
        {
            var condition = Progress(DeploymentConditions.FailedCreate, message) with { Status = "False" };
            await ReportAsync(rollout, rollout.Deployment.Status.With(condition), null, cancellationToken).ConfigureAwait(false);
        }
    }

    private DeploymentCondition Progress(string reason, string message) => DeploymentConditions.Make(
        DeploymentConditionType.DeploymentProgressing,
        "True",
        reason,
        message,
        Api.Time.Now(time));

    /// <summary>Writes status and revision; the status subresource of deployments takes annotations too.</summary>
    private async ValueTask ReportAsync(Rollout rollout, DeploymentStatus status, long? revision, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var reported = deployment with { Status = status };
        if (revision is { } number && RevisionAnnotations.RevisionOf(deployment) != number)
        {
            var annotations = deployment.Metadata.Annotations.Set(RevisionAnnotations.Revision, $"{number}");
            reported = reported with { Metadata = reported.Metadata with { Annotations = annotations } };
        }

        if (!reported.Equals(deployment))
        {
            rollout.Deployment = await client.UpdateStatusAsync(reported, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
