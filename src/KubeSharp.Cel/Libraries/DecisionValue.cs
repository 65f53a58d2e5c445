using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>The answer of an authorizer.</summary>
internal sealed class DecisionValue(CelDecision decision) : CelObject
{
    public override CelType Type => AuthorizerValue.DecisionType;

    public CelDecision Decision => decision;

    public override bool EqualTo(CelObject other) => other is DecisionValue value && value.Decision == decision;
}
