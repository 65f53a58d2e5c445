using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.Cel;
using KubeSharp.Cel.Admission;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>What validating and mutating policies have in common, ready for use.</summary>
internal abstract class AdmissionPolicy
{
    private readonly string _uid;
    private readonly long _generation;

    protected AdmissionPolicy(ApiObject source, MatchResources? constraints, ParamKind? paramKind, string? failurePolicy)
    {
        (Name, _uid, _generation) = (source.Metadata.Name, source.Metadata.UID, source.Metadata.Generation);
        Criteria = MatchCriteria.Of(constraints ?? new MatchResources());
        ParamKind = paramKind;
        IgnoresFailure = failurePolicy == "Ignore";
    }

    public string Name { get; }

    public MatchCriteria Criteria { get; }

    public ParamKind? ParamKind { get; }

    public bool IgnoresFailure { get; }

    /// <summary>Why the policy cannot be evaluated; null if it can.</summary>
    public string? Error { get; private set; }

    /// <summary>There if the policy can be evaluated.</summary>
    public PolicyVariables? Variables { get; private set; }

    public MatchConditions? Conditions { get; private set; }

    /// <summary>Whether this was made of the object as it is now, whatever its status says.</summary>
    public bool IsMadeOf(ApiObject source) => source.Metadata.UID == _uid && source.Metadata.Generation == _generation;

    /// <param name="conditions">Its matchConditions.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="compileOthers">Compiles the rest, which may use the variables.</param>
    protected void Compile(ApiList<MatchCondition> conditions, ApiList<Variable> variables, Action<CelEnvironment> compileOthers)
    {
        try
        {
            var environment = AdmissionEnvironment.Of(ParamKind);
            Conditions = MatchConditions.Of(conditions, environment);
            Variables = PolicyVariables.Of(variables, environment);
            compileOthers(Variables.Environment);
        }
        catch (CelCompileException e)
        {
            Error = "compilation error: " + e.Message;
        }
    }
}
