/** A plan in memory, as a result sees it. */
import { SvelteMap } from 'svelte/reactivity';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { InPlan } from '#lib/ui/result/PlanWay.svelte';

export function planned() {
  const steps = new SvelteMap<string, PlanStep>();
  return {
    put: (key: string, step: PlanStep) => void steps.set(key, step),
    place: (key: string): InPlan => ({
      planned: steps.get(key) ?? null,
      unsaved: false,
      href: '/plan/',
      add: async () => void steps.set(key, { by: null } as PlanStep)
    })
  };
}
