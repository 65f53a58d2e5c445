using System.CommandLine;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of authorization, named as upstream's.</summary>
internal sealed class AuthorizationFlags(FlagSet set)
{
    private readonly Option<string[]> _modes = set.List(
        "--authorization-mode", "Node, RBAC, ABAC, Webhook, AlwaysAllow, AlwaysDeny, in the order in which they are asked; Node,RBAC if not given");

    private readonly Option<string> _config = set.Text(
        "--authorization-config", "File of an AuthorizationConfiguration: the authorizers and their order, instead of the modes");

    private readonly Option<string> _policyFile = set.Text("--authorization-policy-file", "File of ABAC's rules, one a line in JSON");
    private readonly Option<string> _webhook = set.Text("--authorization-webhook-config-file", "Kubeconfig of a webhook that is asked by SubjectAccessReview");
    private readonly Option<string> _webhookVersion = set.Text("--authorization-webhook-version", "Version of authorization.k8s.io that it speaks", "v1beta1");
    private readonly Option<string> _authorizedTtl = set.Text("--authorization-webhook-cache-authorized-ttl", "How long its yes holds", "5m0s");
    private readonly Option<string> _unauthorizedTtl = set.Text("--authorization-webhook-cache-unauthorized-ttl", "How long its no holds", "30s");

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AccessSettings Read(ParseResult result, AccessSettings settings)
    {
        var modes = FlagValues.Split(result.GetRequiredValue(_modes));
        var config = FlagValues.FullPath(result.GetRequiredValue(_config));
        if (config.Length > 0 && modes.Count > 0)
        {
            throw new UserException($"{_config.Name} and {_modes.Name} exclude each other");
        }

        return settings with
        {
            AuthorizationModes = modes.Count > 0 ? modes : settings.AuthorizationModes,
            AuthorizationConfig = config,
            AuthorizationPolicyFile = FlagValues.FullPath(result.GetRequiredValue(_policyFile)),
            AuthorizationWebhook = new AuthorizationWebhookOptions
            {
                ConfigFile = FlagValues.FullPath(result.GetRequiredValue(_webhook)),
                Version = FlagValues.OneOf(result.GetRequiredValue(_webhookVersion), _webhookVersion.Name, "v1", "v1beta1"),
                CacheAuthorizedTtl = FlagValues.Span(result.GetRequiredValue(_authorizedTtl), _authorizedTtl.Name),
                CacheUnauthorizedTtl = FlagValues.Span(result.GetRequiredValue(_unauthorizedTtl), _unauthorizedTtl.Name),
            },
        };
    }
}
