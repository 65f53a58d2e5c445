using KubeSharp.Api;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Nodes;
using KubeSharp.ApiServer.Cache;
using CSINode = KubeSharp.Api.Storage.V1.CSINode;
using Eviction = KubeSharp.Api.Policy.V1.Eviction;
using TokenRequest = KubeSharp.Api.Authentication.V1.TokenRequest;

namespace KubeSharp.ApiServer.Admission.Nodes;

/// <summary>
/// Holds a kubelet to its own Node, Lease and CSINode, to pods bound to it, and to tokens for those; labels that steer workloads are
/// out of its reach.
/// </summary>
internal sealed class NodeRestriction(IObjectLookup objects, IAuthorizer authorizer) : IMutatingAdmissionPlugin
{
    private readonly PodTokenAudiences _audiences = new(objects);

    public string Name => "NodeRestriction";

    public bool Handles(AdmissionOperation operation) =>
        operation is AdmissionOperation.Create or AdmissionOperation.Update or AdmissionOperation.Delete;

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (NodeUser.NameOf(context.Request.User) is not { } node)
        {
            return;
        }

        if (node.Length == 0)
        {
            throw context.Forbidden($"could not determine node from user \"{context.Request.User.Name}\"");
        }

        switch (context.Resource.Group, context.Resource.Name, context.Subresource)
        {
            case ("", "pods", ""):
                await AdmitPodAsync(context, node, cancellationToken);
                break;
            case ("", "pods", "status"):
                AdmitPodStatus(context, node);
                break;
            case ("", "pods", "eviction"):
                await AdmitEvictionAsync(context, node, cancellationToken);
                break;
            case ("", "pods", _):
                throw context.Forbidden($"unexpected pod subresource \"{context.Subresource}\", only 'status' and 'eviction' are allowed");
            case ("", "nodes", _):
                NodeRestrictionLabels.Check(context, node);
                break;
            case ("", "persistentvolumeclaims", "status"):
                AdmitClaimStatus(context);
                break;
            case ("", "serviceaccounts", "token"):
                await AdmitTokenAsync(context, node, cancellationToken);
                break;
            case ("coordination.k8s.io", "leases", _):
                AdmitLease(context, node);
                break;
            case ("storage.k8s.io", "csinodes", _):
                AdmitCsiNode(context, node);
                break;
        }
    }

    private async ValueTask AdmitPodAsync(AdmissionContext context, string node, CancellationToken cancellationToken)
    {
        switch (context.Operation)
        {
            case AdmissionOperation.Create:
                AdmitMirrorPod(context, (Pod)context.Object!, node);
                break;
            case AdmissionOperation.Delete:
                var pod = context.OldObject as Pod ?? await objects.GetLatestAsync<Pod>(context.Namespace, context.Name, cancellationToken);
                if (pod is not null && pod.Spec.NodeName != node)
                {
                    throw context.Forbidden($"node \"{node}\" can only delete pods with spec.nodeName set to itself");
                }

                break;
            default:
                throw context.Forbidden($"unexpected operation \"{context.Operation.ToString().ToUpperInvariant()}\", node \"{node}\" can only create and delete mirror pods");
        }
    }

    private void AdmitMirrorPod(AdmissionContext context, Pod pod, string node)
    {
        if (!pod.Metadata.Annotations.ContainsKey(Constants.MirrorPodAnnotationKey))
        {
            throw context.Forbidden($"pod does not have \"{Constants.MirrorPodAnnotationKey}\" annotation, node \"{node}\" can only create mirror pods");
        }

        if (pod.Spec.NodeName != node)
        {
            throw context.Forbidden($"node \"{node}\" can only create pods with spec.nodeName set to itself");
        }

        foreach (var owner in pod.Metadata.OwnerReferences)
        {
            if (owner.APIVersion != "v1" || owner.Kind != "Node" || owner.Name != node || owner.BlockOwnerDeletion == true)
            {
                throw context.Forbidden($"node \"{node}\" can only create pods with an owner reference set to itself");
            }

            if (objects.Get<Node>("", node) is { } stored && stored.Metadata.UID != owner.UID)
            {
                throw context.Forbidden($"node {node} UID mismatch: expected {owner.UID} got {stored.Metadata.UID}");
            }
        }

        if (pod.Spec.ServiceAccountName.Length > 0)
        {
            throw context.Forbidden($"node \"{node}\" can not create pods that reference a service account");
        }

        if (pod.Spec.Volumes.Any(volume => volume.Secret is not null || volume.ConfigMap is not null || volume.PersistentVolumeClaim is not null))
        {
            throw context.Forbidden($"node \"{node}\" can not create pods that reference secrets, configmaps or persistentvolumeclaims");
        }
    }

    private static void AdmitPodStatus(AdmissionContext context, string node)
    {
        if (context.OldObject is not Pod old || context.Object is not Pod pod)
        {
            return;
        }

        if (old.Spec.NodeName != node)
        {
            throw context.Forbidden($"node \"{node}\" can only update pod status for pods with spec.nodeName set to itself");
        }

        if (pod.Metadata.Labels != old.Metadata.Labels)
        {
            throw context.Forbidden($"node \"{node}\" cannot update labels through pod status");
        }
    }

    private async ValueTask AdmitEvictionAsync(AdmissionContext context, string node, CancellationToken cancellationToken)
    {
        if (context.Operation != AdmissionOperation.Create || context.Object is not Eviction eviction)
        {
            throw context.Forbidden($"node \"{node}\" can only create evictions");
        }

        var name = context.Name.Length > 0 ? context.Name : eviction.Metadata.Name;
        var pod = await objects.GetLatestAsync<Pod>(context.Namespace, name, cancellationToken) ?? throw ApiErrors.NotFound("", "pods", name);
        if (pod.Spec.NodeName != node)
        {
            throw context.Forbidden($"node {node} can only evict pods with spec.nodeName set to itself");
        }
    }

    private static void AdmitClaimStatus(AdmissionContext context)
    {
        if (context.Operation != AdmissionOperation.Update
            || (context.OldObject is PersistentVolumeClaim old && context.Object is PersistentVolumeClaim claim && old.Spec != claim.Spec))
        {
            throw context.Forbidden("is not allowed to update fields other than status");
        }
    }

    private async ValueTask AdmitTokenAsync(AdmissionContext context, string node, CancellationToken cancellationToken)
    {
        if (context.Object is not TokenRequest request)
        {
            return;
        }

        if (request.Spec.BoundObjectRef is not { } reference)
        {
            throw context.Forbidden("node requested token not bound to a pod");
        }

        if (reference.APIVersion != "v1" || reference.Kind != "Pod" || reference.Name.Length == 0)
        {
            throw context.Forbidden("node requested token not bound to a pod");
        }

        if (reference.UID.Length == 0)
        {
            throw context.Forbidden("node requested token with a pod binding without a uid");
        }

        var pod = await objects.GetLatestAsync<Pod>(context.Namespace, reference.Name, cancellationToken)
            ?? throw ApiErrors.NotFound("", "pods", reference.Name);
        if (pod.Metadata.UID != reference.UID)
        {
            throw context.Forbidden($"the UID in the bound object reference ({reference.UID}) does not match the UID in record ({pod.Metadata.UID}). The object might have been deleted and then recreated");
        }

        if (pod.Spec.NodeName != node)
        {
            throw context.Forbidden("node requested token bound to a pod scheduled on a different node");
        }

        await CheckAudienceAsync(context, request.Spec.Audiences, pod, cancellationToken);
    }

    /// <summary>A node gets tokens for what its pods need them for, or for audiences that it has been allowed (KEP-4412).</summary>
    private async ValueTask CheckAudienceAsync(AdmissionContext context, ApiList<string> audiences, Pod pod, CancellationToken cancellationToken)
    {
        if (audiences.Count > 1)
        {
            throw context.Forbidden("node may only request 0 or 1 audiences");
        }

        var audience = audiences.Count == 0 ? "" : audiences[0];
        if (_audiences.Contain(pod, audience))
        {
            return;
        }

        var decision = await authorizer.AuthorizeAsync(
            new AuthorizerAttributes
            {
                User = context.Request.User,
                Verb = "request-serviceaccounts-token-audience",
                IsResourceRequest = true,
                Namespace = context.Namespace,
                ApiGroup = "",
                ApiVersion = "v1",
                Resource = audience,
                Name = context.Name,
            },
            cancellationToken);
        if (!decision.Allowed)
        {
            throw context.Forbidden(
                $"audience \"{audience}\" not found in pod spec volume, {context.Request.User.Name} is not authorized to request tokens for this audience");
        }
    }

    private static void AdmitLease(AdmissionContext context, string node)
    {
        if (context.Namespace != Constants.NamespaceNodeLease)
        {
            throw context.Forbidden($"can only access leases in the \"{Constants.NamespaceNodeLease}\" system namespace");
        }

        var name = context.Operation == AdmissionOperation.Create ? (context.Object as Lease)?.Metadata.Name : context.Name;
        if (name != node)
        {
            throw context.Forbidden("can only access node lease with the same name as the requesting node");
        }
    }

    private static void AdmitCsiNode(AdmissionContext context, string node)
    {
        var name = context.Operation == AdmissionOperation.Create ? (context.Object as CSINode)?.Metadata.Name : context.Name;
        if (name != node)
        {
            throw context.Forbidden("can only access CSINode with the same name as the requesting node");
        }
    }
}
