/** What Waymark stands in, as the course says. */
import type { Course } from '#lib/domain/course/course.ts';
import type { Platform } from '#lib/domain/course/platform.ts';
import { amongWindows } from '#lib/holder/windows.ts';
import { windowsOf } from '#lib/platform/windows.ts';

/** @returns `null` where there is none around this page */
export async function platformFor(course: Pick<Course, 'id' | 'standsIn'>): Promise<Platform | null> {
  const found = await around(course);
  return found && inAllWindows(found, course);
}

async function around({ standsIn }: Pick<Course, 'standsIn'>): Promise<Platform | null> {
  if (standsIn === 'scorm12' || standsIn === 'scorm2004') return (await import('#lib/holder/scorm.ts')).scormAround(standsIn, window);
  if (standsIn === 'cmi5') return (await import('#lib/holder/cmi5.ts')).cmi5From(location, ofThisTab());
  return null;
}

/** What a tab keeps through a reload; where the browser keeps nothing for this page, as long as the page is open. */
function ofThisTab(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}

/** As one of the windows that may show the course: the same activity has the same path, or is named in the address. */
export function inAllWindows(platform: Platform, { id }: Pick<Course, 'id'>): Platform {
  const query = new URLSearchParams(location.search);
  const activity = [location.pathname, query.get('activityId') ?? '', query.get('registration') ?? ''];
  return amongWindows(platform, (learner, hear) => {
    try {
      return windowsOf(['course', id, ...activity, learner].join(' '), hear);
    } catch {
      // Where the browser keeps nothing for this page, windows may not speak to each other either.
      return null;
    }
  });
}
