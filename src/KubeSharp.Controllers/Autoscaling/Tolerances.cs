using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>How far usage may be off its target before anything is scaled (KEP-4951).</summary>
internal readonly record struct Tolerances(double Down, double Up)
{
    public static Tolerances Of(HorizontalPodAutoscaler autoscaler, double otherwise) => new(
        autoscaler.Spec.Behavior?.ScaleDown?.Tolerance?.ToDouble() ?? otherwise,
        autoscaler.Spec.Behavior?.ScaleUp?.Tolerance?.ToDouble() ?? otherwise);

    /// <param name="ratio">Usage by target.</param>
    public bool Cover(double ratio) => 1 - Down <= ratio && ratio <= 1 + Up;
}
