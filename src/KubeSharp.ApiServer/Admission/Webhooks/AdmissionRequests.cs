using KubeSharp.Api;
using KubeSharp.Api.Admission.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authentication.Reviews;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>What a webhook is told of a request.</summary>
internal static class AdmissionRequests
{
    /// <param name="context">The request.</param>
    /// <param name="versioned">Its objects as the webhook wants to see them.</param>
    /// <param name="kind">The kind of the request's own version.</param>
    public static AdmissionRequest Make(AdmissionContext context, VersionedRequest versioned, ApiType kind) => new()
    {
        UID = Guid.NewGuid().ToString(),
        Kind = Of(versioned.Kind),
        Resource = Of(versioned.Resource),
        SubResource = context.Subresource,
        RequestKind = Of(kind),
        RequestResource = Of(context.Resource),
        RequestSubResource = context.Subresource,
        Name = context.Name,
        Namespace = context.Resource is { Group: "", Name: "namespaces" } ? context.Name : context.Namespace,
        Operation = OperationNames.Of(context.Operation),
        UserInfo = ReviewUsers.ToApi(context.Request.User),
        Object = Encode(versioned.Object),
        OldObject = Encode(versioned.OldObject),
        DryRun = context.Request.DryRun,
        Options = RequestOptions.Encode(context),
    };

    private static RawJson Encode(ApiKind? value) => value is null ? default : new RawJson(JsonCodec.Encode(value));

    private static GroupVersionKind Of(ApiType type) => new() { Group = type.Group, Version = type.Version, Kind = type.Kind };

    private static GroupVersionResource Of(ApiResource resource) => new() { Group = resource.Group, Version = resource.Version, Resource = resource.Name };
}
