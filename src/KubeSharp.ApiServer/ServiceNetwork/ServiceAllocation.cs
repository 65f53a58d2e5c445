using System.Net;
using System.Runtime.CompilerServices;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Core.Services;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>
/// Gives a Service its cluster IPs and node ports while it is created or changed. What was taken for a request that fails, or was a
/// dry run, is given back; what a Service no longer has is given back when its change arrives through the cache.
/// </summary>
internal sealed class ServiceAllocation(ServiceNetworkState network) : IMutatingAdmissionPlugin
{
    /// <summary>What the last attempt of a request took: an update that met another writer comes again.</summary>
    private readonly ConditionalWeakTable<RequestContext, Reservation> _attempts = [];

    public string Name => "ServiceAllocation";

    public bool RunsOnce => true;

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update or AdmissionOperation.Delete;

    public async ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("", "services"))
        {
            return;
        }

        if (context.Object is not Service service)
        {
            FollowReleases(context, null);
            return;
        }

        if (_attempts.TryGetValue(context.Request, out var attempt))
        {
            network.Undo(attempt);
        }

        var old = context.OldObject as Service;
        service = Complete(service, old);
        var errors = new ErrorList();
        ClusterIPChecks.Validate(errors, FieldPath.Root("spec"), service.Spec);
        Reject(service, errors);
        service = ServiceFamilies.Default(service, network.Families, errors);
        Reject(service, errors);

        if (service.Metadata is { Name: "", GenerateName: "" })
        {
            // Validation refuses it.
            context.Object = service;
            return;
        }

        // generateName is resolved after admission: such a Service owns its addresses under a name of its own until it is stored.
        var owner = service.Metadata.Name.Length > 0
            ? $"{context.Namespace}/{service.Metadata.Name}"
            : $"{context.Namespace}/{service.Metadata.GenerateName}{RandomNames.Suffix(5)}";
        if (service.Metadata.Name.Length == 0)
        {
            service = service with { Metadata = service.Metadata with { Name = owner[(context.Namespace.Length + 1)..] } };
        }

        var reservation = new Reservation(owner);
        _attempts.AddOrUpdate(context.Request, reservation);
        context.Request.OnRollback(() => network.Undo(reservation));
        service = await WithAddressesAsync(context, service, old, reservation, cancellationToken);
        service = await WithPortsAsync(context, service, old, reservation, cancellationToken);
        FollowReleases(context, service.Metadata.DeletionTimestamp is null ? service : null);
        context.Object = service;
    }

    /// <summary>The node ports, in the record of all servers too. Where another server was faster, others are taken.</summary>
    private async ValueTask<Service> WithPortsAsync(
        AdmissionContext context, Service service, Service? old, Reservation reservation, CancellationToken cancellationToken)
    {
        const int attempts = 16;
        for (var attempt = 1; ; attempt++)
        {
            var errors = new ErrorList();
            var complete = WithHealthCheckPort(WithNodePorts(service, old, reservation, errors), old, reservation, errors);
            Reject(complete, errors);
            if (reservation.Ports.Count == 0 || context.Request.DryRun)
            {
                return complete;
            }

            var taken = await network.RecordPortsAsync(reservation, cancellationToken);
            if (taken.Count == 0)
            {
                return complete;
            }

            network.UndoPorts(reservation);
            RejectTaken(service, taken);
            if (attempt == attempts)
            {
                throw ApiErrors.InternalError("failed to allocate a nodePort: range is full");
            }
        }
    }

    /// <summary>A port that was asked for by number cannot be replaced by another.</summary>
    private static void RejectTaken(Service service, IReadOnlyList<int> taken)
    {
        const string problem = "provided port is already allocated";
        var errors = new ErrorList();
        for (var i = 0; i < service.Spec.Ports.Count; i++)
        {
            if (taken.Contains(service.Spec.Ports[i].NodePort))
            {
                errors.Invalid(FieldPath.Root("spec").Child("ports").Index(i).Child("nodePort"), $"{service.Spec.Ports[i].NodePort}", problem);
            }
        }

        var health = service.Spec.HealthCheckNodePort;
        if (taken.Contains(health))
        {
            errors.Invalid(
                FieldPath.Root("spec").Child("healthCheckNodePort"), $"{health}", $"failed to allocate requested HealthCheck NodePort {health}: {problem}");
        }

        Reject(service, errors);
    }

    /// <summary>The server that takes ports from a Service takes them out of the record, once the change is stored.</summary>
    /// <param name="context">Of the write.</param>
    /// <param name="service">What the Service becomes; null if it goes, at once or when its last finalizer does.</param>
    private void FollowReleases(AdmissionContext context, Service? service)
    {
        if (context.OldObject is not Service old)
        {
            return;
        }

        var ports = ServiceUsage.Ports(old).Except(service is null ? [] : ServiceUsage.Ports(service)).ToArray();
        if (ports.Length > 0)
        {
            context.Request.OnStored(() => network.ReleasePorts(ServiceUsage.OwnerOf(old), ports));
        }
    }

    /// <summary>A client that leaves out what was allocated does not want it changed.</summary>
    private static Service Complete(Service service, Service? old)
    {
        var spec = service.Spec;
        if (old is not null && ServiceUsage.NeedsClusterIP(service) && old.Spec.Type != ServiceType.ExternalName
            && spec.ClusterIP.Length == 0 && spec.ClusterIPs.Count == 0)
        {
            spec = spec with { ClusterIP = old.Spec.ClusterIP, ClusterIPs = old.Spec.ClusterIPs };
        }

        if (spec.Type == ServiceType.ExternalName)
        {
            // Coming from another type, what it had goes.
            return old is not null && old.Spec.Type != ServiceType.ExternalName && spec.ClusterIP == old.Spec.ClusterIP
                ? service with { Spec = spec with { ClusterIP = "", ClusterIPs = default } }
                : service;
        }

        if (spec.ClusterIPs.Count == 0 && spec.ClusterIP.Length > 0)
        {
            spec = spec with { ClusterIPs = [spec.ClusterIP] };
        }

        if (old is not null && spec.IPFamilies.Count == 0)
        {
            spec = spec with { IPFamilies = old.Spec.IPFamilies, IPFamilyPolicy = spec.IPFamilyPolicy ?? old.Spec.IPFamilyPolicy };
        }

        // Back to one family: the second address goes.
        if (old is not null && spec.IPFamilyPolicy == IPFamilyPolicy.SingleStack && old.Spec.IPFamilyPolicy != IPFamilyPolicy.SingleStack
            && spec.ClusterIPs == old.Spec.ClusterIPs && spec.ClusterIPs.Count > 1)
        {
            spec = spec with { ClusterIPs = [spec.ClusterIPs[0]], IPFamilies = [spec.IPFamilies[0]] };
        }

        return service with { Spec = spec };
    }

    private static void Reject(Service service, ErrorList errors)
    {
        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid("", "Service", service.Metadata.Name, errors.Causes);
        }
    }

    private async ValueTask<Service> WithAddressesAsync(
        AdmissionContext context, Service service, Service? old, Reservation reservation, CancellationToken cancellationToken)
    {
        if (!ServiceUsage.NeedsClusterIP(service))
        {
            return service;
        }

        var had = old is null ? [] : ServiceUsage.Addresses(old);
        var addresses = new List<string>();
        for (var i = 0; i < service.Spec.IPFamilies.Count; i++)
        {
            var allocator = network.AllocatorOf(service.Spec.IPFamilies[i]);
            var asked = i < service.Spec.ClusterIPs.Count ? service.Spec.ClusterIPs[i] : "";
            if (asked.Length == 0)
            {
                var next = await network.NextAsync(allocator, reservation, context.Request.DryRun, cancellationToken)
                    ?? throw ApiErrors.InternalError("failed to allocate a serviceIP: range is full");
                addresses.Add(next.ToString());
                continue;
            }

            addresses.Add(asked);

            // What is no address is for the validation to say.
            if (IPAddress.TryParse(asked, out var address) && !had.Contains(address)
                && await network.TakeAsync(allocator, address, reservation, context.Request.DryRun, cancellationToken) is { } problem)
            {
                var errors = new ErrorList();
                errors.Invalid(
                    FieldPath.Root("spec").Child("clusterIPs"),
                    "[" + string.Join(",", service.Spec.ClusterIPs.Select(ErrorList.Quote)) + "]",
                    $"failed to allocate IP {asked}: {problem}");
                Reject(service, errors);
            }
        }

        return service with { Spec = service.Spec with { ClusterIP = addresses[0], ClusterIPs = [.. addresses] } };
    }

    private Service WithNodePorts(Service service, Service? old, Reservation reservation, ErrorList errors)
    {
        var spec = service.Spec;
        if (spec.Type is ServiceType.ClusterIP or ServiceType.ExternalName)
        {
            // Ports that the old type had go, unless the client set them itself; the validation refuses those.
            var dropped = old is null ? spec.Ports : [.. spec.Ports.Select(port => HadPort(old, port.NodePort) ? port with { NodePort = 0 } : port)];
            return service with { Spec = spec with { Ports = dropped } };
        }

        var needed = ServiceUsage.NeedsNodePorts(service);
        var byPort = new Dictionary<int, int>();
        var ports = new List<ServicePort>(spec.Ports.Count);
        for (var i = 0; i < spec.Ports.Count; i++)
        {
            var port = spec.Ports[i];
            var number = port.NodePort;
            if (number == 0 && needed)
            {
                number = SamePort(old, port) ?? byPort.GetValueOrDefault(port.Port);
            }

            if (number != 0)
            {
                if (!(old is not null && HadPort(old, number)) && network.TakePort(number, reservation) is { } problem)
                {
                    errors.Invalid(FieldPath.Root("spec").Child("ports").Index(i).Child("nodePort"), $"{number}", problem);
                }
            }
            else if (needed)
            {
                number = network.NextPort(reservation) ?? throw ApiErrors.InternalError("failed to allocate a nodePort: range is full");
            }

            byPort.TryAdd(port.Port, number);
            ports.Add(port with { NodePort = number });
        }

        return service with { Spec = spec with { Ports = [.. ports] } };
    }

    private Service WithHealthCheckPort(Service service, Service? old, Reservation reservation, ErrorList errors)
    {
        if (!ServiceUsage.NeedsHealthCheckPort(service))
        {
            return service;
        }

        var port = service.Spec.HealthCheckNodePort;
        if (old is not null && HadPort(old, port))
        {
            return service;
        }
        if (port == 0)
        {
            port = network.NextPort(reservation) ?? throw ApiErrors.InternalError("failed to allocate a HealthCheck NodePort: range is full");
            return service with { Spec = service.Spec with { HealthCheckNodePort = port } };
        }

        if (network.TakePort(port, reservation) is { } problem)
        {
            errors.Invalid(
                FieldPath.Root("spec").Child("healthCheckNodePort"), $"{port}", $"failed to allocate requested HealthCheck NodePort {port}: {problem}");
        }

        return service;
    }

    private static bool HadPort(Service old, int nodePort) => nodePort != 0 && ServiceUsage.Ports(old).Contains(nodePort);

    private static int? SamePort(Service? old, ServicePort port)
    {
        foreach (var candidate in old?.Spec.Ports ?? default)
        {
            if (candidate.Port == port.Port && candidate.Protocol == port.Protocol && candidate.NodePort != 0)
            {
                return candidate.NodePort;
            }
        }

        return null;
    }
}
