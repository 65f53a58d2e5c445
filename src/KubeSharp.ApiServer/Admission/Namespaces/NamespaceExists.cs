using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Namespaces;

/// <summary>Off by default: nothing is written into, or deleted from, a namespace that is not there.</summary>
internal sealed class NamespaceExists(IObjectLookup objects) : IValidatingAdmissionPlugin
{
    public string Name => "NamespaceExists";

    public bool Handles(AdmissionOperation operation) => operation != AdmissionOperation.Connect;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        !context.IsInsideNamespace() || objects.Get<Namespace>("", context.Namespace) is not null
            ? ValueTask.CompletedTask
            : CheckLatestAsync(context.Namespace, cancellationToken);

    private async ValueTask CheckLatestAsync(string name, CancellationToken cancellationToken)
    {
        if (await objects.GetLatestAsync<Namespace>("", name, cancellationToken) is null)
        {
            throw ApiErrors.NotFound("", "namespaces", name);
        }
    }
}
