using System.Collections.Concurrent;
using Grpc.Core;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Runtime;

namespace KubeSharp.Kubelet.Images;

/// <summary>Sees to it that a container's image is there, as its pull policy says.</summary>
internal sealed class ImagePuller : IDisposable
{
    /// <summary>How soon after a failed pull the container shows that it is backing off.</summary>
    private static readonly TimeSpan FirstBackOffNotice = TimeSpan.FromSeconds(3);

    private readonly ICriClient _runtime;
    private readonly PullSecrets _secrets;
    private readonly PodEvents _events;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim? _slots;
    private readonly KeyedBackoff _backoff;
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string Error)> _failures = new(StringComparer.Ordinal);

    /// <param name="runtime">Where images are kept.</param>
    /// <param name="secrets">Credentials.</param>
    /// <param name="events">Where progress is told.</param>
    /// <param name="parallel">Pulls at a time; 0 for no limit.</param>
    /// <param name="time">Clock of the back-off.</param>
    public ImagePuller(ICriClient runtime, PullSecrets secrets, PodEvents events, int parallel, TimeProvider time)
    {
        _runtime = runtime;
        _secrets = secrets;
        _events = events;
        _time = time;
        _slots = parallel > 0 ? new SemaphoreSlim(parallel) : null;
        _backoff = new KeyedBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(5), time);
    }

    /// <returns>The image as the runtime knows it.</returns>
    /// <exception cref="ImagePullException">It is not there and cannot be fetched now.</exception>
    public async Task<Cri.Image> EnsureAsync(Pod pod, Container container, PodSandboxConfig? sandbox, CancellationToken cancellationToken)
    {
        var name = Normalize(pod, container);
        var spec = new ImageSpec { Image = name, UserSpecifiedImage = container.Image };
        var present = await InspectAsync(pod, container, spec, cancellationToken).ConfigureAwait(false);
        var policy = container.ImagePullPolicy;
        if (present is not null && policy != PullPolicy.PullAlways)
        {
            _events.Normal(pod, container.Name, "Pulled", $"Container image \"{container.Image}\" already present on machine");
            return present;
        }
        if (present is null && policy == PullPolicy.PullNever)
        {
            var message = $"Container image \"{container.Image}\" is not present with pull policy of Never";
            _events.Warning(pod, container.Name, "ErrImageNeverPull", message);
            throw new ImagePullException(ImagePullException.ErrImageNeverPull, message);
        }
        await PullAsync(pod, container, spec, sandbox, cancellationToken).ConfigureAwait(false);
        return await InspectAsync(pod, container, spec, cancellationToken).ConfigureAwait(false)
            ?? throw new ImagePullException(ImagePullException.ErrImagePull, $"image \"{container.Image}\" was pulled but cannot be found");
    }

    public void Dispose() => _slots?.Dispose();

    private async Task PullAsync(Pod pod, Container container, ImageSpec spec, PodSandboxConfig? sandbox, CancellationToken cancellationToken)
    {
        var key = $"{pod.Metadata.UID}_{container.Image}";
        if (_failures.TryGetValue(key, out var failure) && _backoff.Remaining(key, failure.At) is { Ticks: > 0 } remaining)
        {
            var waiting = $"Back-off pulling image \"{container.Image}\": {ImagePullException.ErrImagePull}: {failure.Error}";
            _events.Normal(pod, container.Name, "BackOff", waiting);
            throw new ImagePullException(ImagePullException.ImagePullBackOff, waiting) { RetryAfter = remaining };
        }
        _events.Normal(pod, container.Name, "Pulling", $"Pulling image \"{container.Image}\"");
        var asked = _time.GetTimestamp();
        if (_slots is not null)
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        try
        {
            var begun = _time.GetTimestamp();
            await PullWithCredentialsAsync(pod, spec, sandbox, cancellationToken).ConfigureAwait(false);
            _failures.TryRemove(key, out _);
            var image = await _runtime.ImageStatusAsync(spec, cancellationToken).ConfigureAwait(false);
            Duration took = Milliseconds(_time.GetElapsedTime(begun));
            Duration total = Milliseconds(_time.GetElapsedTime(asked));
            _events.Normal(
                pod, container.Name, "Pulled",
                $"Successfully pulled image \"{container.Image}\" in {took} ({total} including waiting). Image size: {image?.Size ?? 0} bytes.");
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var now = _time.GetUtcNow();
            var error = exception.Describe();
            _backoff.Next(key, now);
            _failures[key] = (now, error);
            _events.Warning(pod, container.Name, "Failed", $"Failed to pull image \"{container.Image}\": {error}");
            throw new ImagePullException(ImagePullException.ErrImagePull, error) { RetryAfter = FirstBackOffNotice };
        }
        finally
        {
            _slots?.Release();
        }
    }

    private async Task PullWithCredentialsAsync(Pod pod, ImageSpec spec, PodSandboxConfig? sandbox, CancellationToken cancellationToken)
    {
        var credentials = await _secrets.FindAsync(pod, spec.Image, cancellationToken).ConfigureAwait(false);
        if (credentials.Count == 0)
        {
            await _runtime.PullImageAsync(spec, null, sandbox, cancellationToken).ConfigureAwait(false);
            return;
        }
        for (var index = 0; ; index++)
        {
            try
            {
                await _runtime.PullImageAsync(spec, credentials[index], sandbox, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (RpcException) when (index + 1 < credentials.Count && !cancellationToken.IsCancellationRequested)
            {
                // The next credentials may be the right ones.
            }
        }
    }

    private string Normalize(Pod pod, Container container)
    {
        try
        {
            return ImageNames.WithDefaultTag(container.Image);
        }
        catch (FormatException exception)
        {
            var message = $"Failed to apply default image tag \"{container.Image}\": couldn't parse image name \"{container.Image}\": {exception.Message}";
            _events.Warning(pod, container.Name, "InspectFailed", message);
            throw new ImagePullException(ImagePullException.InvalidImageName, message);
        }
    }

    private async Task<Cri.Image?> InspectAsync(Pod pod, Container container, ImageSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await _runtime.ImageStatusAsync(spec, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var message = $"Failed to inspect image \"{container.Image}\": {exception.Describe()}";
            _events.Warning(pod, container.Name, "InspectFailed", message);
            throw new ImagePullException(ImagePullException.ImageInspectError, message);
        }
    }

    private static TimeSpan Milliseconds(TimeSpan span) => TimeSpan.FromMilliseconds(Math.Round(span.TotalMilliseconds));
}
