namespace KubeSharp.ApiServer.Features;

/// <summary>A feature gate as it is unless set.</summary>
/// <param name="Default">Whether it is on.</param>
/// <param name="IsLocked">It cannot be set otherwise.</param>
/// <param name="IsAlpha">AllAlpha is about it.</param>
internal readonly record struct KnownFeature(bool Default, bool IsLocked, bool IsAlpha);
