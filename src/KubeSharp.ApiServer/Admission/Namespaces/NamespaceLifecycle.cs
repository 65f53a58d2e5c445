using System.Collections.Frozen;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Namespaces;

/// <summary>Nothing is written into a namespace that is not there, nothing new into one that is going; three namespaces stay.</summary>
internal sealed class NamespaceLifecycle(IObjectLookup objects) : IMutatingAdmissionPlugin
{
    private static readonly FrozenSet<string> Immortal = FrozenSet.Create(StringComparer.Ordinal, "default", "kube-system", "kube-public");

    public string Name => "NamespaceLifecycle";

    public bool Handles(AdmissionOperation operation) =>
        operation is AdmissionOperation.Create or AdmissionOperation.Update or AdmissionOperation.Delete;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var isNamespace = context.Resource.Name == "namespaces" && context.Resource.Group.Length == 0;
        if (context.Operation == AdmissionOperation.Delete && isNamespace && Immortal.Contains(context.Name))
        {
            throw ApiErrors.Forbidden("", "namespaces", context.Name, "this namespace may not be deleted");
        }

        if (isNamespace || context.Namespace.Length == 0 || context.Operation == AdmissionOperation.Delete || IsAccessReview(context))
        {
            return ValueTask.CompletedTask;
        }

        return objects.Get<Namespace>("", context.Namespace) is { } ns && (context.Operation != AdmissionOperation.Create || IsActive(ns))
            ? ValueTask.CompletedTask
            : CheckLatestAsync(context, cancellationToken);
    }

    private static bool IsAccessReview(AdmissionContext context) =>
        context.Resource.Group == "authorization.k8s.io" && context.Resource.Name == "localsubjectaccessreviews";

    private static bool IsActive(Namespace ns) => ns.Status.Phase != NamespacePhase.NamespaceTerminating && ns.Metadata.DeletionTimestamp is null;

    /// <summary>The cache says no; a namespace made a moment ago must not be refused for that.</summary>
    private async ValueTask CheckLatestAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var ns = await objects.GetLatestAsync<Namespace>("", context.Namespace, cancellationToken)
            ?? throw ApiErrors.NotFound("", "namespaces", context.Namespace);
        if (context.Operation == AdmissionOperation.Create && !IsActive(ns))
        {
            var error = context.Forbidden($"unable to create new content in namespace {context.Namespace} because it is being terminated");
            var cause = new StatusCause
            {
                Type = KubeSharp.Api.Core.V1.Constants.NamespaceTerminatingCause,
                Message = $"namespace {context.Namespace} is being terminated",
                Field = "metadata.namespace",
            };
            throw new ApiException(error.Status with { Details = error.Status.Details! with { Causes = [cause] } });
        }
    }
}
