using System.Security.Cryptography;
using System.Text.Json;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Admission.Images;

/// <summary>Off by default: a webhook says which images may run. Its answers hold for a while.</summary>
internal sealed class ImagePolicyWebhook(IWebhook webhook, ImagePolicyOptions options, TimeProvider time) : IValidatingAdmissionPlugin
{
    public const string PluginName = "ImagePolicyWebhook";

    private const string AnnotationPrefix = "imagepolicywebhook.image-policy.k8s.io/";
    private const int Capacity = 1024;

    private readonly TimedCache<string, ImageVerdict> _verdicts = new(Capacity, time);

    public string Name => PluginName;

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        context.Object is Pod pod && context.Subresource is "" or "ephemeralcontainers" && BringsImages(pod, context.OldObject as Pod)
            ? AskAsync(context, pod, cancellationToken)
            : ValueTask.CompletedTask;

    /// <summary>The same containers as before bring nothing new.</summary>
    private static bool BringsImages(Pod pod, Pod? old) => old is null
        || pod.Spec.Containers != old.Spec.Containers || pod.Spec.InitContainers != old.Spec.InitContainers
        || pod.Spec.EphemeralContainers != old.Spec.EphemeralContainers || pod.Metadata.Annotations != old.Metadata.Annotations;

    private async ValueTask AskAsync(AdmissionContext context, Pod pod, CancellationToken cancellationToken)
    {
        var question = ImageReview.Question(pod, context.Namespace, ephemeralOnly: context.Subresource.Length > 0);
        var key = Convert.ToBase64String(SHA256.HashData(question));
        if (!_verdicts.TryGet(key, out var verdict))
        {
            try
            {
                verdict = ImageReview.Answer(await webhook.AskAsync(question, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception failure) when (failure is WebhookException or JsonException)
            {
                if (!options.DefaultAllow)
                {
                    throw context.Forbidden(failure.Message);
                }

                context.Request.Annotate(AnnotationPrefix + "failed-open", "true");
                return;
            }

            _verdicts.Put(key, verdict, verdict.Allowed ? options.AllowTtl : options.DenyTtl);
        }

        foreach (var (name, value) in verdict.AuditAnnotations)
        {
            context.Request.Annotate(AnnotationPrefix + name, value);
        }

        if (!verdict.Allowed)
        {
            throw context.Forbidden(verdict.Reason.Length > 0
                ? $"image policy webhook backend denied one or more images: {verdict.Reason}"
                : "one or more images rejected by webhook backend");
        }
    }
}
