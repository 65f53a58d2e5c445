using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Watches over the extension servers: asks each of them now and then, and writes what came of it to its APIService.</summary>
internal sealed class ExtensionMonitor(
    IObjectStore objects, ExtensionProbe probe, ExtensionClients clients, Extensions extensions, ExtensionMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan WhenAvailable = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhenUnavailable = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, APIService> _services = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>An APIService as it is now.</summary>
    public void Changed(ApiObject value)
    {
        var service = (APIService)value;
        var name = service.Metadata.Name;
        if (service.Spec.Service is null)
        {
            Removed(value);
            return;
        }

        lock (_lock)
        {
            var isNews = !_services.TryGetValue(name, out var before) || !before.Spec.Equals(service.Spec);
            _services[name] = service;
            if (isNews)
            {
                _changed.TrySetResult();
            }
        }
    }

    public void Removed(ApiObject value)
    {
        lock (_lock)
        {
            if (!_services.Remove(value.Metadata.Name))
            {
                return;
            }
        }

        clients.Forget(value.Metadata.Name);
        extensions.Remove(value.Metadata.Name);
        metrics.Removed(value.Metadata.Name);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            List<APIService> services;
            lock (_lock)
            {
                if (_changed.Task.IsCompleted)
                {
                    _changed = NewSignal();
                }

                changed = _changed.Task;
                services = [.. _services.Values];
            }

            var available = true;
            foreach (var service in services)
            {
                available &= await CheckAsync(service, cancellationToken).ConfigureAwait(false);
            }

            using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = services.Count == 0 ? Timeout.InfiniteTimeSpan : available ? WhenAvailable : WhenUnavailable;
            await Task.WhenAny(changed, Task.Delay(pause, time, wake.Token)).ConfigureAwait(false);
            await wake.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> CheckAsync(APIService service, CancellationToken cancellationToken)
    {
        var result = await probe.ProbeAsync(service, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (!_services.ContainsKey(service.Metadata.Name))
            {
                return true;
            }

            extensions.Set(service, result);
        }

        var was = service.Status.Conditions.FirstOrDefault(static condition => condition.Type == "Available");
        metrics.Checked(service.Metadata.Name, result.IsAvailable ? null : result.Reason, was?.Reason != result.Reason);

        try
        {
            await objects.UpdateAsync<APIService>(
                "", service.Metadata.Name, current => With(current, result), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ApiException or Storage.Errors.StoreException)
        {
            // The next round writes it.
            return false;
        }

        return result.IsAvailable;
    }

    private APIService With(APIService service, ProbeResult result)
    {
        var status = result.IsAvailable ? "True" : "False";
        var before = service.Status.Conditions.FirstOrDefault(condition => condition.Type == "Available");
        var condition = new APIServiceCondition
        {
            Type = "Available",
            Status = status,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : Time.Now(time),
            Reason = result.Reason,
            Message = result.Message,
        };
        return condition.Equals(before)
            ? service
            : service with
            {
                Status = service.Status with { Conditions = [.. service.Status.Conditions.Where(other => other.Type != "Available"), condition] },
            };
    }
}
