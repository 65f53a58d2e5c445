using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Abac;
using KubeSharp.ApiServer.Authorization.Configuration;
using KubeSharp.ApiServer.Authorization.Nodes;
using KubeSharp.ApiServer.Authorization.Rbac;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.ApiServer.Webhooks;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Access;

/// <summary>The authorizers that the options ask for, system:masters always first.</summary>
internal sealed class AuthorizationAssembly
{
    private readonly AccessOptions _options;
    private readonly IObjectLookup _objects;
    private readonly ILoggerFactory _loggerFactory;
    private readonly TimeProvider _time;
    private readonly AuthorizationMetrics _metrics = new(Metrics.DefaultRegistry);
    private readonly List<IServerTask> _tasks = [];
    private readonly MatchConditionMetrics _conditionMetrics = new(Metrics.DefaultRegistry);

    /// <exception cref="ConfigurationException">A configuration cannot be used.</exception>
    public AuthorizationAssembly(AccessOptions options, IObjectLookup objects, ILoggerFactory loggerFactory, TimeProvider time)
    {
        (_options, _objects, _loggerFactory, _time) = (options, objects, loggerFactory, time);
        Rbac = new RbacAuthorizer(Policy);
        var path = options.AuthorizationConfig;
        if (path.Length == 0)
        {
            var modes = options.AuthorizationModes.Select(mode => new ConfiguredAuthorizer(mode, mode == "Webhook" ? OfFlags(options.AuthorizationWebhook) : null)).ToList();
            Authorizer = Chain(modes);
            UsesRbac = Has(modes);
            return;
        }

        var content = ConfigurationFile.ReadBytes(path);
        var configuration = AuthorizationConfigurationReader.Parse(content, path);
        UsesRbac = Has(configuration);
        var current = new ExchangeableAuthorizer(Chain(configuration));
        Authorizer = current;
        _tasks.Add(new ReloadedFile(path, content, Apply, time, loggerFactory.CreateLogger<ReloadedFile>()));

        ValueTask Apply(byte[] changed, CancellationToken cancellationToken)
        {
            var next = AuthorizationConfigurationReader.Parse(changed, path);
            if (Has(next) != UsesRbac)
            {
                throw new ConfigurationException($"{path}: RBAC cannot be added or removed while the server runs");
            }

            current.Exchange(Chain(next));
            return ValueTask.CompletedTask;
        }
    }

    public IAuthorizer Authorizer { get; }

    public RbacPolicy Policy { get; } = new();

    public RbacAuthorizer Rbac { get; }

    public NodeGraph Graph { get; } = new();

    public bool UsesRbac { get; }

    /// <summary>Follow the configuration file.</summary>
    public IReadOnlyList<IServerTask> Tasks => _tasks;

    private static bool Has(IReadOnlyList<ConfiguredAuthorizer> authorizers) => authorizers.Any(authorizer => authorizer.Type == "RBAC");

    private static WebhookAuthorizerOptions OfFlags(AuthorizationWebhookOptions flags) => new()
    {
        Name = "default",
        KubeConfigFile = flags.ConfigFile.Length > 0
            ? flags.ConfigFile
            : throw new ConfigurationException("--authorization-mode=Webhook needs --authorization-webhook-config-file"),
        Version = flags.Version,
        AuthorizedTtl = flags.CacheAuthorizedTtl,
        UnauthorizedTtl = flags.CacheUnauthorizedTtl,
    };

    private AuthorizerChain Chain(IReadOnlyList<ConfiguredAuthorizer> authorizers) => new([new MastersAuthorizer(), .. authorizers.Select(Counted)]);

    private CountedAuthorizer Counted(ConfiguredAuthorizer configured)
    {
        var name = configured.Webhook?.Name ?? configured.Type;
        return new CountedAuthorizer(
            Make(configured), _metrics.Of(configured.Type, name, "allowed"), _metrics.Of(configured.Type, name, "denied"));
    }

    private IAuthorizer Make(ConfiguredAuthorizer configured) => configured.Type switch
    {
        "Node" => new NodeAuthorizer(Graph, _objects),
        "RBAC" => Rbac,
        "ABAC" => new AbacAuthorizer(AbacPolicy.Load(
            _options.AuthorizationPolicyFile.Length > 0
                ? _options.AuthorizationPolicyFile
                : throw new ConfigurationException("authorization mode ABAC needs --authorization-policy-file"))),
        "Webhook" => new WebhookAuthorizer(
            configured.Webhook!,
            Webhook.OfKubeconfig(configured.Webhook!.KubeConfigFile, configured.Webhook.Timeout, configured.Webhook.Attempts, _time),
            _conditionMetrics,
            _time,
            _loggerFactory.CreateLogger<WebhookAuthorizer>()),
        "AlwaysAllow" => new AlwaysAllowAuthorizer(),
        "AlwaysDeny" => new AlwaysDenyAuthorizer(),
        var mode => throw new ConfigurationException(
            $"authorization mode \"{mode}\" is unknown; known are: Node, RBAC, ABAC, Webhook, AlwaysAllow, AlwaysDeny"),
    };
}
