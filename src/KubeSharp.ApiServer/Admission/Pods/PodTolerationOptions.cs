using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Configuration of PodTolerationRestriction, for namespaces that do not say otherwise.</summary>
/// <param name="Default">What pods tolerate besides their own tolerations.</param>
/// <param name="Whitelist">What they may tolerate; anything if empty.</param>
internal sealed record PodTolerationOptions(ApiList<Toleration> Default, ApiList<Toleration> Whitelist);
