using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A policy that a request concerns, by one binding, with one parameter.</summary>
/// <param name="Policy">Can be evaluated.</param>
/// <param name="Binding">What has put it into effect.</param>
/// <param name="Endpoint">The version of the resource that it is to see.</param>
/// <param name="Parameter">Null if there is none.</param>
internal sealed record PolicyInvocation<TPolicy>(TPolicy Policy, PolicyBinding Binding, ResourceEndpoint Endpoint, ApiKind? Parameter)
    where TPolicy : AdmissionPolicy;
