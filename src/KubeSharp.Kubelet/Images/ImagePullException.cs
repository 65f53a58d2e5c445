namespace KubeSharp.Kubelet.Images;

/// <summary>An image is not there for a container; the reason is what its waiting state shows.</summary>
internal sealed class ImagePullException(string reason, string message) : Exception(message)
{
    public const string ErrImagePull = "ErrImagePull";
    public const string ImagePullBackOff = "ImagePullBackOff";
    public const string ErrImageNeverPull = "ErrImageNeverPull";
    public const string ImageInspectError = "ImageInspectError";
    public const string InvalidImageName = "InvalidImageName";

    public string Reason { get; } = reason;

    /// <summary>When a new attempt makes sense; null for the next regular one.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
