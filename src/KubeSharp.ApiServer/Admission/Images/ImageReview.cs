using System.Text.Json;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Images;

/// <summary>The question and the answer, ImageReview of imagepolicy.k8s.io/v1alpha1. This API is spoken by the webhook alone and served by nobody.</summary>
internal static class ImageReview
{
    private const string AnnotationDomain = ".image-policy.k8s.io/";

    /// <summary>The question as JSON.</summary>
    public static byte[] Question(Pod pod, string ns, bool ephemeralOnly)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "ImageReview");
            writer.WriteString("apiVersion", "imagepolicy.k8s.io/v1alpha1");
            writer.WriteStartObject("metadata");
            writer.WriteNull("creationTimestamp");
            writer.WriteEndObject();
            writer.WriteStartObject("spec");
            WriteSpec(writer, pod, ns, ephemeralOnly);
            writer.WriteEndObject();
            writer.WriteStartObject("status");
            writer.WriteBoolean("allowed", false);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <exception cref="JsonException">The answer is none.</exception>
    public static ImageVerdict Answer(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("status", out var status)
            || status.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("the review has no status");
        }

        return new ImageVerdict(
            status.TryGetProperty("allowed", out var allowed) && allowed.ValueKind == JsonValueKind.True,
            status.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "",
            status.TryGetProperty("auditAnnotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object
                ? [.. annotations.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.ToString()))]
                : []);
    }

    private static void WriteSpec(Utf8JsonWriter writer, Pod pod, string ns, bool ephemeralOnly)
    {
        IEnumerable<string> images = ephemeralOnly
            ? pod.Spec.EphemeralContainers.Select(container => container.Image)
            : [.. pod.Spec.Containers.Select(container => container.Image), .. pod.Spec.InitContainers.Select(container => container.Image)];
        writer.WriteStartArray("containers");
        foreach (var image in images)
        {
            writer.WriteStartObject();
            writer.WriteString("image", image);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        var annotations = pod.Metadata.Annotations.Where(entry => entry.Key.Contains(AnnotationDomain, StringComparison.Ordinal)).ToList();
        if (annotations.Count > 0)
        {
            writer.WriteStartObject("annotations");
            foreach (var (key, value) in annotations)
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteString("namespace", ns);
    }
}
