namespace KubeSharp.Kubelet.Probes;

/// <summary>One probe's answer.</summary>
/// <param name="Result">What it means.</param>
/// <param name="Output">What the container said, or why the probe could not be done.</param>
internal readonly record struct ProbeOutcome(ProbeResult Result, string Output);
