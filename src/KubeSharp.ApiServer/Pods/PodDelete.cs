using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Pods;

/// <summary>Deletes the evicted pod, with its grace period and finalizers.</summary>
internal delegate ValueTask PodDelete(
    RequestContext context, string ns, string name, DeleteOptions options, CancellationToken cancellationToken);
