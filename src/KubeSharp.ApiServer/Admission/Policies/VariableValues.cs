using KubeSharp.Cel;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The values of a policy's variables for one request: each is evaluated when it is first used, and once.</summary>
internal sealed class VariableValues(PolicyVariables variables, CelValue[] values, CancellationToken cancellationToken) : CelObject
{
    private readonly CelValue[] _found = new CelValue[variables.Variables.Count];

    public override CelType Type { get; } = CelType.Opaque("kubernetes.variables");

    /// <summary>What they have cost so far.</summary>
    public ulong Cost { get; private set; }

    public override bool TryGetField(string name, out CelValue value)
    {
        for (var i = 0; i < _found.Length; i++)
        {
            if (variables.Variables[i].Name != name)
            {
                continue;
            }

            if (_found[i].Kind == CelKind.None)
            {
                var result = variables.Variables[i].Program.Evaluate([.. values, CelValue.Of(this)], CelLimits.PerCall, cancellationToken);
                Cost += result.Cost;
                _found[i] = result.Value.IsError
                    ? CelValue.Error($"composited variable \"{name}\" fails to evaluate: {result.Value}")
                    : result.Value;
            }

            value = _found[i];
            return true;
        }

        value = default;
        return false;
    }
}
