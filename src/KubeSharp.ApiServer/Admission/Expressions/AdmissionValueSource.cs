using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>Gives expressions their view of a request.</summary>
internal sealed class AdmissionValueSource(IObjectLookup objects, IAuthorizer authorizer)
{
    public AdmissionValues Of(AdmissionContext context, VersionedRequest versioned) => new(context, versioned, NamespaceOf(context), authorizer);

    private Namespace? NamespaceOf(AdmissionContext context) =>
        context.Namespace.Length == 0 || context.Resource is { Group: "", Name: "namespaces" } ? null : objects.Get<Namespace>("", context.Namespace);
}
