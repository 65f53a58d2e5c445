namespace KubeSharp.Api;

/// <summary>A label selector ready for use: all requirements have to hold.</summary>
public sealed class LabelMatcher
{
    private readonly LabelRequirement[] _requirements;
    private readonly bool _nothing;

    public LabelMatcher(IEnumerable<LabelRequirement> requirements)
        : this([.. requirements], nothing: false)
    {
    }

    private LabelMatcher(LabelRequirement[] requirements, bool nothing)
    {
        _requirements = requirements;
        _nothing = nothing;
    }

    public static LabelMatcher Everything { get; } = new([], nothing: false);

    public static LabelMatcher Nothing { get; } = new([], nothing: true);

    public IReadOnlyList<LabelRequirement> Requirements => _requirements;

    /// <summary>It selects everything.</summary>
    public bool IsEmpty => !_nothing && _requirements.Length == 0;

    public bool Matches(ApiMap<string> labels)
    {
        if (_nothing)
        {
            return false;
        }

        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The form that queries take.</summary>
    public override string ToString() => string.Join(',', _requirements.Select(r => r.ToString()));
}
