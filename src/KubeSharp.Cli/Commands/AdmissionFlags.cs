using System.CommandLine;
using KubeSharp.ApiServer.Access;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of admission, named as upstream's.</summary>
internal sealed class AdmissionFlags(FlagSet set)
{
    private readonly Option<string[]> _enable = set.List("--enable-admission-plugins", "Admission plugins besides those that are on by default; NodeRestriction if not given");
    private readonly Option<string[]> _disable = set.List("--disable-admission-plugins", "Admission plugins to switch off");
    private readonly Option<string> _config = set.Text("--admission-control-config-file", "File of an AdmissionConfiguration: what plugins are configured with");
    private readonly Option<int> _notReady = set.Number("--default-not-ready-toleration-seconds", "How long pods tolerate a node that is not ready unless they say otherwise", 300);
    private readonly Option<int> _unreachable = set.Number("--default-unreachable-toleration-seconds", "How long pods tolerate a node that is not reachable unless they say otherwise", 300);

    public AccessOptions ApplyTo(ParseResult result, AccessOptions options)
    {
        var enable = FlagValues.Split(result.GetRequiredValue(_enable));
        return options with
        {
            EnableAdmissionPlugins = enable.Count > 0 ? enable : options.EnableAdmissionPlugins,
            DisableAdmissionPlugins = FlagValues.Split(result.GetRequiredValue(_disable)),
            AdmissionControlConfigFile = FlagValues.FullPath(result.GetRequiredValue(_config)),
            DefaultNotReadyTolerationSeconds = result.GetValue(_notReady),
            DefaultUnreachableTolerationSeconds = result.GetValue(_unreachable),
        };
    }
}
