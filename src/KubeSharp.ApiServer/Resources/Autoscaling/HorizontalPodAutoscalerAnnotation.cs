using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Resources.Autoscaling;

/// <summary>Carries what the first version of autoscalers has no fields for, as JSON in an annotation.</summary>
internal static class HorizontalPodAutoscalerAnnotation
{
    private const string Key = "autoscaling.alpha.kubernetes.io/v2";

    private static readonly HorizontalPodAutoscaler Nothing = new();

    public static ObjectMeta Write(HorizontalPodAutoscaler value)
    {
        if (value.Spec.Metrics.Count <= 1 && value.Spec.Behavior is null && value.Status.Conditions.Count + value.Status.CurrentMetrics.Count == 0 &&
            value.Spec.Metrics.FindIndex(static m => m.Resource is not { Name: "cpu" }) < 0)
        {
            return value.Metadata;
        }

        var rest = new HorizontalPodAutoscaler
        {
            Spec = new HorizontalPodAutoscalerSpec { Metrics = value.Spec.Metrics, Behavior = value.Spec.Behavior },
            Status = value.Status,
        };
        return value.Metadata with { Annotations = value.Metadata.Annotations.Set(Key, Encoding.UTF8.GetString(JsonCodec.Encode(rest))) };
    }

    /// <summary>Takes the annotation out again. One that is no longer readable counts as absent.</summary>
    public static ObjectMeta Read(ObjectMeta meta, out HorizontalPodAutoscaler rest)
    {
        rest = Nothing;
        if (!meta.Annotations.TryGetValue(Key, out var json))
        {
            return meta;
        }

        try
        {
            rest = JsonCodec.Decode<HorizontalPodAutoscaler>(Encoding.UTF8.GetBytes(json));
        }
        catch (DecodeException)
        {
            rest = Nothing;
        }

        return meta with { Annotations = meta.Annotations.Remove(Key) };
    }
}
