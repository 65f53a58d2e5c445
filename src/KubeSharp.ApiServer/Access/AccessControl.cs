using System.Net;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Admission.Configuration;
using KubeSharp.ApiServer.Admission.Devices;
using KubeSharp.ApiServer.Admission.Policies;
using KubeSharp.ApiServer.Admission.Webhooks;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Reviews;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Reviews;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Features;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.ServiceNetwork;
using KubeSharp.Storage;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Access;

/// <summary>Authentication, authorization, admission, the service network and the start objects, put together from their options.</summary>
internal sealed class AccessControl
{
    private readonly AccessOptions _options;
    private readonly AuthenticationAssembly _authentication;
    private readonly AuthorizationAssembly _authorization;
    private readonly ServiceNetworkLoop _serviceNetwork;
    private readonly BootstrapLoop _bootstrap;
    private readonly ChangeFeed[] _feeds;
    private readonly Func<int> _securePort;

    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="ArgumentException">A plugin is unknown.</exception>
    /// <exception cref="Configuration.ConfigurationException">A configuration cannot be used.</exception>
    public AccessControl(
        AccessOptions options,
        FeatureGates features,
        Func<int> securePort,
        CachedObjects objects,
        ResourceEndpoints endpoints,
        IKeyValueStore store,
        ILoggerFactory loggerFactory,
        TimeProvider time)
    {
        _options = options;
        _securePort = securePort;
        _authentication = new AuthenticationAssembly(options, objects, loggerFactory, time);
        _authorization = new AuthorizationAssembly(options, objects, loggerFactory, time);

        var records = new AddressRecords(objects, time);
        var (first, last) = options.ServiceNodePortRange;
        var nodePorts = new NodePortRange(first, last - first + 1);
        var portRecord = new NodePortRecord(store, nodePorts);
        var network = new ServiceNetworkState(
            new ServiceNetworkOptions { ClusterRanges = options.ServiceClusterIPRanges, NodePorts = nodePorts },
            records, portRecord, objects, Random.Shared, time);
        var services = objects.Follow<Service>(network.Changed, network.Removed);
        var cidrs = objects.Follow<ServiceCIDR>(network.CidrChanged, network.CidrRemoved);
        _serviceNetwork = new ServiceNetworkLoop(
            network, records, new NodePortRepair(portRecord, objects), objects, services, cidrs, time, loggerFactory.CreateLogger<ServiceNetworkLoop>());
        var configuration = AdmissionConfigurationReader.Load(options.AdmissionControlConfigFile);
        var webhooks = new WebhookAdmission(objects, endpoints, Authorizer, configuration, time, loggerFactory);
        var policies = new PolicyAdmission(objects, endpoints, Authorizer, time);
        Admission = MakeAdmission(objects, webhooks, policies, configuration, features, network, time);

        var policy = _authorization.Policy;
        _feeds =
        [
            cidrs,
            services,
            objects.Follow<ClusterRole>(role => policy.Apply(null, role), role => policy.Apply(role, null)),
            objects.Follow<Role>(role => policy.Apply(null, role), role => policy.Apply(role, null)),
            objects.Follow<ClusterRoleBinding>(binding => policy.Apply(null, binding), binding => policy.Apply(binding, null)),
            objects.Follow<RoleBinding>(binding => policy.Apply(null, binding), binding => policy.Apply(binding, null)),
            objects.Follow<Pod>(_authorization.Graph.Changed, _authorization.Graph.Removed),
            .. webhooks.Feeds,
            .. policies.Feeds,
        ];

        var bootstrapOptions = new BootstrapOptions
        {
            ServiceRanges = options.ServiceClusterIPRanges,
            AdvertiseAddress = options.AdvertiseAddress,
            SecurePort = securePort,
            ReconcileEndpoints = options.EndpointReconcilerType switch
            {
                "lease" => true,
                "none" => false,
                var other => throw new ArgumentException($"endpoint reconciler type \"{other}\" is unknown; known are: lease, none"),
            },
            ClientCa = options.ClientCAFile.Length > 0 ? File.ReadAllText(options.ClientCAFile) : "",
            RequestHeaderCa = options.RequestHeaderClientCAFile.Length > 0 ? File.ReadAllText(options.RequestHeaderClientCAFile) : "",
            RequestHeaders = _authentication.RequestHeaders,
        };
        var leases = new ApiServerLeases(store, objects.CodecOf<Endpoints>());
        _bootstrap = new BootstrapLoop(
            new ClusterBootstrap(objects, bootstrapOptions, time), new KubernetesServiceReconciler(objects, leases, bootstrapOptions),
            policy, time, loggerFactory.CreateLogger<BootstrapLoop>());
    }

    public IAuthenticator Authenticator => _authentication.Authenticator;

    public IAuthorizer Authorizer => _authorization.Authorizer;

    public IReadOnlyList<IAdmissionPlugin> Admission { get; }

    /// <summary>Follow the configuration files that were given.</summary>
    public IEnumerable<IServerTask> Reloads => [.. _authentication.Tasks, .. _authorization.Tasks];

    /// <summary>Completes when the start objects are there.</summary>
    public Task Bootstrapped => _bootstrap.Done;

    /// <summary>The answer of /.well-known/openid-configuration.</summary>
    public byte[] OpenIdConfiguration() => _authentication.Keys.ToDiscoveryDocument(
        _options.ServiceAccountIssuers[0],
        _options.ServiceAccountJwksUri.Length > 0 ? _options.ServiceAccountJwksUri : $"https://{new IPEndPoint(_options.AdvertiseAddress, _securePort())}/openid/v1/jwks");

    /// <summary>The answer of /openid/v1/jwks.</summary>
    public byte[] Jwks() => _authentication.Keys.ToJwks();

    /// <summary>The handlers of tokens and reviews, by group, resource and subresource.</summary>
    public IEnumerable<((string Group, string Resource, string Subresource) Place, ISubresourceHandler Handler)> Handlers(IObjectLookup objects)
    {
        const string authentication = "authentication.k8s.io";
        const string authorization = "authorization.k8s.io";
        var access = new AccessReview(Authorizer);
        yield return (("", "serviceaccounts", "token"), new TokenRequestHandler(_authentication.Issuer, objects));
        yield return ((authentication, "tokenreviews", ""), new TokenReviewHandler(_authentication.Tokens));
        yield return ((authentication, "selfsubjectreviews", ""), new SelfSubjectReviewHandler());
        yield return ((authorization, "subjectaccessreviews", ""), new SubjectAccessReviewHandler(access));
        yield return ((authorization, "localsubjectaccessreviews", ""), new LocalSubjectAccessReviewHandler(access));
        yield return ((authorization, "selfsubjectaccessreviews", ""), new SelfSubjectAccessReviewHandler(access));
        yield return ((authorization, "selfsubjectrulesreviews", ""), new SelfSubjectRulesReviewHandler(_authorization.Rbac));
    }

    /// <summary>Reads what the caches hold. To be called when they are filled and before the first request.</summary>
    public void Prime()
    {
        foreach (var feed in _feeds)
        {
            feed.Prime();
        }
    }

    /// <summary>Follows the caches and keeps the start objects; ends when cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var running = _feeds.Skip(2).Select(feed => feed.RunAsync(cancellationToken));
        await Task.WhenAll([.. running, _serviceNetwork.RunAsync(cancellationToken), _bootstrap.RunAsync(cancellationToken)]);
    }

    /// <summary>Takes this server out of the endpoints of the <c>kubernetes</c> Service. To be called at a clean end, before the store closes.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => _bootstrap.LeaveAsync(cancellationToken);

    private List<IAdmissionPlugin> MakeAdmission(
        IObjectStore objects, WebhookAdmission webhooks, PolicyAdmission policies, AdmissionConfiguration configuration, FeatureGates features,
        ServiceNetworkState network, TimeProvider time)
    {
        var plugins = AdmissionPlugins.Create(objects, Authorizer, webhooks, policies, configuration, _options, features, time).ToList();

        // These are the server's own and come last: they look at what the others made.
        plugins.Add(new ServiceAllocation(network));
        plugins.Add(new DeviceAdminAccess(objects));
        if (_authorization.UsesRbac)
        {
            plugins.Add(new RbacEscalation(Authorizer, _authorization.Rbac, _authorization.Policy));
        }

        return plugins;
    }
}
