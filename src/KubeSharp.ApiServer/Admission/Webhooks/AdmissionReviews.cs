using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Admission.V1;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>The documents that go to webhooks and come back. The two versions differ in their names and in how strict they are.</summary>
internal static class AdmissionReviews
{
    private const string Kind = "AdmissionReview";
    private const string Group = "admission.k8s.io/";

    public static byte[] Encode(AdmissionRequest request, string version)
    {
        var bare = JsonCodec.EncodeBare(new AdmissionReview { Request = request });
        return [.. Encoding.UTF8.GetBytes($"{{\"kind\":\"{Kind}\",\"apiVersion\":\"{Group}{version}\","), .. bare.AsSpan(1)];
    }

    /// <exception cref="WebhookCallException">It is no answer to the request.</exception>
    public static AdmissionResponse Decode(ReadOnlySpan<byte> answer, string uid, string version, bool mutating)
    {
        AdmissionReview review;
        string apiVersion, kind;
        try
        {
            (apiVersion, kind) = JsonCodec.PeekTypeMeta(answer);
            review = JsonCodec.Decode<AdmissionReview>(answer);
        }
        catch (DecodeException e)
        {
            throw new WebhookCallException("failed to call webhook: " + e.Message, e);
        }

        var response = review.Response ?? throw Bad("webhook response was absent");
        return version == "v1" ? Strict(response, uid, apiVersion, kind, mutating) : Lenient(response, mutating);
    }

    private static AdmissionResponse Strict(AdmissionResponse response, string uid, string apiVersion, string kind, bool mutating)
    {
        if (response.UID != uid)
        {
            throw Bad($"expected response.uid=\"{uid}\", got \"{response.UID}\"");
        }

        if (apiVersion != Group + "v1" || kind != Kind)
        {
            throw Bad($"expected webhook response of {Group}v1, Kind={Kind}, got {(apiVersion.Contains('/') ? "" : "/")}{apiVersion}, Kind={kind}");
        }

        if (!mutating)
        {
            return response switch
            {
                { Patch.Length: > 0 } => throw Bad("validating webhook may not return response.patch"),
                { PatchType: not null } => throw Bad("validating webhook may not return response.patchType"),
                _ => response,
            };
        }

        return response switch
        {
            { Patch.Length: > 0, PatchType: null } => throw Bad("webhook returned response.patch but not response.patchType"),
            { Patch.Length: 0, PatchType: not null } => throw Bad("webhook returned response.patchType but not response.patch"),
            { PatchType: "" } => throw Bad("webhook returned invalid response.patchType of \"\""),
            _ => response,
        };
    }

    private static AdmissionResponse Lenient(AdmissionResponse response, bool mutating) => mutating && response.Patch.Length > 0
        ? response with { PatchType = PatchType.JSONPatch }
        : response with { Patch = default, PatchType = null };

    private static WebhookCallException Bad(string message) => new("received invalid webhook response: " + message);
}
