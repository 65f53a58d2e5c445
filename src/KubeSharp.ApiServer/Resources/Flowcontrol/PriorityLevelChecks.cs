using System.Numerics;
using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Bootstrap.FlowControl;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>What a PriorityLevelConfiguration must be like.</summary>
internal static class PriorityLevelChecks
{
    private const string Exempt = "exempt";
    private const int MostQueues = 10_000_000;
    private const int MostEntropyBits = 60;

    public static void Validate(ErrorList errors, PriorityLevelConfiguration level)
    {
        var path = FieldPath.Root("spec");
        Mandatory(errors, path, level);
        var spec = level.Spec;
        if (level.Metadata.Name == Exempt != (spec.Type == "Exempt"))
        {
            errors.InvalidText(path.Child("type"), spec.Type, "type must be 'Exempt' if and only if name is 'exempt'");
        }

        switch (spec.Type)
        {
            case "Exempt":
                if (spec.Limited is not null)
                {
                    errors.Forbidden(path.Child("limited"), "must be nil if the type is not Limited");
                }

                if (spec.Exempt is { } exempt)
                {
                    Shares(errors, path.Child("exempt"), exempt.NominalConcurrencyShares, exempt.LendablePercent);
                }

                break;
            case "Limited":
                if (spec.Exempt is not null)
                {
                    errors.Forbidden(path.Child("exempt"), "must be nil if the type is Limited");
                }

                if (spec.Limited is { } limited)
                {
                    Limited(errors, path.Child("limited"), limited);
                }
                else
                {
                    errors.Required(path.Child("limited"), "must not be empty when type is Limited");
                }

                break;
            default:
                errors.NotSupportedText(path.Child("type"), spec.Type, "Exempt", "Limited");
                break;
        }
    }

    private static void Mandatory(ErrorList errors, FieldPath path, PriorityLevelConfiguration level)
    {
        var name = level.Metadata.Name;
        if (name is not (Exempt or "catch-all"))
        {
            return;
        }

        var standard = PriorityLevels.All.First(one => one.Metadata.Name == name).Spec;
        if (name == Exempt && level.Spec with { Exempt = null } != standard with { Exempt = null })
        {
            errors.Invalid(path, FlowControlText.Of(level), $"spec of '{name}' except the 'spec.exempt' field must equal the fixed value");
        }
        else if (name != Exempt && level.Spec != standard)
        {
            errors.Invalid(path, FlowControlText.Of(level), $"spec of '{name}' must equal the fixed value");
        }
    }

    private static void Shares(ErrorList errors, FieldPath path, int? shares, int? lendable)
    {
        if (shares < 0)
        {
            errors.InvalidNumber(path.Child("nominalConcurrencyShares"), shares.Value, "must be a non-negative integer");
        }

        if (lendable is { } percent and (< 0 or > 100))
        {
            errors.InvalidNumber(path.Child("lendablePercent"), percent, "must be between 0 and 100, inclusive");
        }
    }

    private static void Limited(ErrorList errors, FieldPath path, LimitedPriorityLevelConfiguration limited)
    {
        Shares(errors, path, limited.NominalConcurrencyShares, limited.LendablePercent);
        if (limited.BorrowingLimitPercent is { } borrowing and < 0)
        {
            errors.InvalidNumber(path.Child("borrowingLimitPercent"), borrowing, "if specified, must be a non-negative integer");
        }

        var response = limited.LimitResponse;
        var responsePath = path.Child("limitResponse");
        switch (response.Type)
        {
            case "Reject":
                if (response.Queuing is not null)
                {
                    errors.Forbidden(responsePath.Child("queuing"), "must be nil if limited.limitResponse.type is not Limited");
                }

                break;
            case "Queue":
                if (response.Queuing is { } queuing)
                {
                    Queuing(errors, responsePath.Child("queuing"), queuing);
                }
                else
                {
                    errors.Required(responsePath.Child("queuing"), "must not be empty if limited.limitResponse.type is Limited");
                }

                break;
            default:
                errors.NotSupportedText(responsePath.Child("type"), response.Type, "Queue", "Reject");
                break;
        }
    }

    private static void Queuing(ErrorList errors, FieldPath path, QueuingConfiguration queuing)
    {
        const string positive = "must be positive";
        if (queuing.QueueLengthLimit <= 0)
        {
            errors.InvalidNumber(path.Child("queueLengthLimit"), queuing.QueueLengthLimit, positive);
        }

        if (queuing.Queues <= 0)
        {
            errors.InvalidNumber(path.Child("queues"), queuing.Queues, positive);
        }
        else if (queuing.Queues > MostQueues)
        {
            errors.InvalidNumber(path.Child("queues"), queuing.Queues, $"must not be greater than {MostQueues}");
        }

        if (queuing.HandSize <= 0)
        {
            errors.InvalidNumber(path.Child("handSize"), queuing.HandSize, positive);
        }
        else if (queuing.HandSize > queuing.Queues)
        {
            errors.InvalidNumber(path.Child("handSize"), queuing.HandSize, $"should not be greater than queues ({queuing.Queues})");
        }
        else if (EntropyBits(queuing.Queues, queuing.HandSize) > MostEntropyBits)
        {
            errors.InvalidNumber(
                path.Child("handSize"), queuing.HandSize,
                $"required entropy bits of deckSize {queuing.Queues} and handSize {queuing.HandSize} should not be greater than {MostEntropyBits}");
        }
    }

    /// <summary>How many bits of the hash it takes to deal a hand.</summary>
    private static int EntropyBits(int queues, int handSize)
    {
        var hands = BigInteger.One;
        for (var i = 0; i < handSize && hands.GetBitLength() <= MostEntropyBits + 1; i++)
        {
            hands *= queues - i;
        }

        // The number of bits that counts as many as there are hands.
        return (int)(hands - 1).GetBitLength();
    }
}
