using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Functions;

/// <summary>What a function does. The target of a member function comes first. No argument is an error; the result may be one.</summary>
public delegate CelValue CelFunction(ReadOnlySpan<CelValue> arguments);
